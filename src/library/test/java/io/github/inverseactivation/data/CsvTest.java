package io.github.inverseactivation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("x.csv");
  }

  private Csv csv(String text) throws IOException {
    return Csv.of(Files.writeString(file, text));
  }

  private static Example first(Csv csv) {
    return csv.dataset().examples().iterator().next();
  }

  @Test
  void readsNumbersAndClasses() throws IOException {
    Csv iris =
        csv("\uFEFFsepal,\"petal, cm\",species\r\n5.1,-1e-1,setosa\r\n\r\n\"6\", .5 ,\"a \"\"b\"\"\"\r\n")
            .labelName("species")
            .classNames(List.of("a \"b\"", "setosa"));

    Dataset data = iris.dataset();
    assertThat(data.inputs()).containsExactly(new ArraySpec(DType.FLOAT32, new long[] {2}));
    assertThat(data.targets()).containsExactly(new ArraySpec(DType.INT32, new long[0]));
    assertThat(data.size()).isEqualTo(Dataset.UNKNOWN_SIZE);
    assertThat(data.batches(10))
        .containsExactly(
            new Batch(
                List.of(Array.of(new float[] {5.1f, -0.1f, 6, 0.5f}, 2, 2)),
                List.of(Array.of(new int[] {1, 0})),
                null));
    assertThat(first(iris.selectColumns(List.of("petal, cm", "sepal"))).input().floats())
        .containsExactly(-0.1f, 5.1f);
  }

  @Test
  void readsOtherForms() throws IOException {
    Csv table =
        csv("1;NA;3\n4;;6\n")
            .fieldDelim(';')
            .columnNames(List.of("a", "b", "y"))
            .naValue("NA")
            .columnDefault("b", -1)
            .labelName("y");
    assertThat(table.dataset().examples())
        .containsExactly(
            Example.of(Array.of(new float[] {1, -1}), Array.scalar(DType.FLOAT32, new float[] {3})),
            Example.of(
                Array.of(new float[] {4, -1}), Array.scalar(DType.FLOAT32, new float[] {6})));
    assertThat(first(csv("a\n7"))).isEqualTo(Example.of(Array.of(new float[] {7})));
  }

  @Test
  void saysWhichLineIsWrong() throws IOException {
    String start = "a,b,y\n1,2,3\n\n\"4\",";
    refuses(
        csv(start + ",6\n"),
        "line 4: column 'b': the number is missing; columnDefault would stand in for it");
    refuses(csv(start + "x5,6\n"), "line 4: column 'b': expected a number, found 'x5'");
    for (String bad : List.of("nan", "NaN", "1f", "0x1p3", "1e99", "1 2", "-", "Infinity", "٣٣x")) {
      refuses(
          csv(start + bad + ",6\n"), "line 4: column 'b': expected a number, found '" + bad + "'");
    }
    refuses(csv(start + "5\n"), "line 4: has 2 fields, expected 3");
    refuses(csv(start + "5,6,7\n"), "line 4: has 4 fields, expected 3");
    refuses(
        csv(start + "5,6\n").labelName("y").classNames(List.of("3")),
        "line 4: column 'y': expected one of [3], found '6'");
    refuses(csv(""), "is empty; a line with the columns' names is expected");
    refuses(csv("a,a\n1,2\n"), "a column's name comes twice in [a, a]");
  }

  private void refuses(Csv csv, String message) {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> csv.dataset().batches(10).iterator().next())
        .withMessage(file + ": " + message);
  }

  @Test
  void limitsFields() throws IOException {
    Csv large = csv("a\n\"" + "1".repeat(40_000_000));
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> first(large))
        .withMessageStartingWith(file + ": ");
    Csv wide = csv(",".repeat(1_000_000));
    assertThatExceptionOfType(FormatException.class).isThrownBy(() -> first(wide));
  }

  @Test
  void saysWhatDoesNotFit() throws IOException {
    Csv table = csv("a,y\n1,2\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> first(table.labelName("z")))
        .withMessage(file + ": no column 'z'; the columns are [a, y]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> first(table.labelName("y").selectColumns(List.of("y"))))
        .withMessageContaining("no columns but the label's");
    assertThatIllegalArgumentException().isThrownBy(() -> table.classNames(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> table.columnNames(List.of("a", "a")));
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> first(Csv.of(folder.resolve("none.csv"))))
        .withMessageContaining("none.csv: cannot be read");
  }
}
