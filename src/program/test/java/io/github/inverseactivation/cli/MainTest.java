package io.github.inverseactivation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --epoch 3      | unknown --epoch, did you mean --epochs?",
        "train --epoch=3      | unknown --epoch, did you mean --epochs?",
        "train --epochs -3    | --epochs must be at least 1 (got -3)",
        "train --epochs 0     | --epochs must be at least 1 (got 0)",
        "train --epochs three | --epochs must be a whole number (got three)",
        "train --epochs       | --epochs needs a value, N; see inverse-activation train --help",
        "train --epochs 1 --epochs 2 | --epochs is given twice, expected once",
        "train --batch-size 0 | --batch-size must be at least 1 (got 0)",
        "train --seed x       | --seed must be a whole number (got x)",
        "train --hold-out -1  | --hold-out must be at least 0 (got -1)",
        "train --policy fast  | --policy must be float32 or mixed_bfloat16 (got fast)",
        "train --recipe mnits | unknown recipe 'mnits', did you mean mnist? Expected one of mnist, mnist-relu, mnist-record, mnist-record-relu, mnist-tiny, mnist-tiny-relu, fashion-record, fashion-record-relu, fashion-monstera, fashion-monstera-relu",
        "train here           | unexpected argument here; see inverse-activation train --help",
        "trian                | unknown command trian, did you mean train?",
        "evaluate             | MODEL is missing; see inverse-activation evaluate --help",
        "predict model        | INPUT is missing; see inverse-activation predict --help",
        "predict model x.txt  | INPUT must be an .npz, .npy or .png file (got x.txt)",
        "predict model x.npy --out y.txt | --out must be an .npz or .csv file (got y.txt)",
        "visualize model.keras | --out is missing; see inverse-activation visualize --help",
        "visualize m.keras --input x.npy --out o | --input must be a .png file (got x.npy)",
        "visualize h.csv --input x.png --out o | --input is for a model, h.csv is a history: leave it out",
        "--jsn                | unknown --jsn; see inverse-activation --help",
      })
  void wrongUsageIsOneLineAndStatus2(String arguments, String message) {
    CommandLineRun run = CommandLineRun.of((Object[]) arguments.split(" "));

    assertThat(run.err()).isEqualTo("error: " + message + "\n");
    assertThat(run.out()).isEmpty();
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void noCommandNamesThem() {
    CommandLineRun run = CommandLineRun.of();

    assertThat(run.err())
        .startsWith(
            "error: no command, expected one of train, evaluate, predict, summary, convert, inspect,"
                + " visualize")
        .hasLineCount(1);
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void helpGoesToStandardOutput() {
    CommandLineRun run = CommandLineRun.of("--help");

    assertThat(run.out())
        .contains("train", "evaluate", "predict", "summary", "convert", "inspect", "visualize");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(CommandLineRun.of("train", "--help").out())
        .contains("--dataset", "--recipe", "--epochs", "--batch-size", "--seed", "--out", "--json");
  }

  @Test
  void versionNamesLibraryTensorFlowAndJava() {
    CommandLineRun run = CommandLineRun.of("--version");

    assertThat(run.out().split("\n"))
        .satisfiesExactly(
            library -> assertThat(library).matches("inverse-activation \\d+\\.\\d+\\.\\d+\\S*"),
            tensorFlow -> assertThat(tensorFlow).matches("TensorFlow \\d+\\.\\d+\\.\\d+"),
            java -> assertThat(java).startsWith("Java " + Runtime.version().feature()));
    assertThat(run.status()).isZero();
  }

  @Test
  void debugAddsTheStackTrace() {
    CommandLineRun run = CommandLineRun.of("summary", "nowhere", "--debug");

    assertThat(run.err().lines().toList())
        .startsWith(
            "error: nowhere does not exist, expected a .keras or .h5 file or the folder of a SavedModel")
        .anyMatch(line -> line.contains("at io.github.inverseactivation.cli.ModelPath"));
    assertThat(run.status()).isEqualTo(1);
  }
}
