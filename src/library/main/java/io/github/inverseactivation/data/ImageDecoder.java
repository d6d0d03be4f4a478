package io.github.inverseactivation.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Pixels of PNG, JPEG, BMP and GIF files by the decoders of the Java runtime, which see a file only
 * after its size was checked.
 */
final class ImageDecoder {
  private static final long MAX_FILE_BYTES = 1L << 28;
  private static final int BMP_HEADER = 34;
  private static final int BMP_BIT_FIELDS = 3;

  private ImageDecoder() {}

  /** The content of a file that is not too large to be an image. */
  static byte[] bytes(Path path) throws IOException {
    long size = Files.size(path);
    if (size > MAX_FILE_BYTES) {
      throw new FormatException(
          path + ": " + Reading.size(size) + ", limit " + Reading.size(MAX_FILE_BYTES));
    }
    try (InputStream in = Files.newInputStream(path)) {
      return Reading.upTo(in, (int) size);
    }
  }

  /** The format that the first bytes tell, as the Java runtime calls it, or null. */
  static String format(byte[] file) {
    if (PngChunks.isPng(file)) {
      return "png";
    }
    if (startsWith(file, 0xFF, 0xD8, 0xFF)) {
      return "jpeg";
    }
    if (startsWith(file, 'G', 'I', 'F', '8')) {
      return "gif";
    }
    return startsWith(file, 'B', 'M') ? "bmp" : null;
  }

  private static boolean startsWith(byte[] file, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= file.length || file[i] != (byte) bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** Unsigned bytes, [height, width, channels], with the channels that the file has. */
  static Array decode(byte[] file, String name) throws IOException {
    String format = format(file);
    if (format == null) {
      throw new FormatException(name + ": not a PNG, JPEG, BMP or GIF file");
    }
    switch (format) {
      case "png" -> PngChunks.check(file, name);
      case "bmp" -> checkBmp(file, name);
      default -> {}
    }
    BufferedImage picture = picture(file, format, name);
    if (format.equals("gif")) {
      checkGif(file, picture, name);
    }
    return toArray(picture);
  }

  /** BMP may wrap a whole PNG or JPEG file, whose size would go unchecked. */
  private static void checkBmp(byte[] file, String name) {
    if (file.length < BMP_HEADER) {
      throw new FormatException(name + ": the BMP data end early, in the header");
    }
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int compression = header.getInt(14) < 40 ? 0 : header.getInt(30);
    if (compression < 0 || compression > BMP_BIT_FIELDS) {
      throw new FormatException(name + ": BMP compression " + compression + " is not supported");
    }
  }

  /** The first frame stands for the whole, so it has to be as large. */
  private static void checkGif(byte[] file, BufferedImage frame, String name) {
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int width = header.getShort(6) & 0xFFFF;
    int height = header.getShort(8) & 0xFFFF;
    if (frame.getWidth() != width || frame.getHeight() != height) {
      throw new FormatException(
          name
              + ": the first frame has "
              + frame.getWidth()
              + " x "
              + frame.getHeight()
              + " pixels, but the GIF "
              + width
              + " x "
              + height);
    }
  }

  private static BufferedImage picture(byte[] file, String format, String name) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    AtomicReference<String> damage = new AtomicReference<>();
    reader.addIIOReadWarningListener(
        (source, warning) -> {
          // The JPEG decoder fills in what is missing and only warns.
          if (warning.contains("remature") || warning.contains("Truncated")) {
            damage.set(warning);
          }
        });
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true); // without metadata: they are not needed and can be bombs
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > Png.MAX_PIXELS) {
        throw new FormatException(
            name
                + ": header says "
                + reader.getWidth(0)
                + " x "
                + reader.getHeight(0)
                + " pixels, limit "
                + Png.MAX_PIXELS
                + " in all");
      }
      BufferedImage picture = reader.read(0);
      if (damage.get() != null) {
        throw new FormatException(name + ": damaged image data: " + damage.get());
      }
      return picture;
    } catch (FormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // the bytes are in memory: only they can be wrong
      throw new FormatException(name + ": damaged or unsupported image: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }

  /** Samples come straight from the raster, because {@code getRGB} alters the values of gray. */
  private static Array toArray(BufferedImage picture) {
    int height = picture.getHeight();
    int width = picture.getWidth();
    Raster raster = picture.getRaster();
    int[][] palette = palette(picture.getColorModel());
    int bands = raster.getNumBands();
    int channels = palette != null ? palette[0].length : bands == 2 ? 4 : bands;
    int shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - 8);
    byte[] out = new byte[Math.multiplyExact(height * width, channels)];
    int[] row = new int[width * bands];
    int at = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int i = 0; i < row.length; i += bands) {
        for (int c = 0; c < channels; c++) {
          int sample =
              palette != null
                  ? palette[Math.min(row[i], palette.length - 1)][c]
                  : row[i + (bands == 2 ? c / 3 : c)] >> shift; // gray and alpha: g, g, g, a
          out[at++] = (byte) sample;
        }
      }
    }
    return Array.uint8(out, height, width, channels);
  }

  /** The colours of a palette with as many channels as they need, or null if there is none. */
  private static int[][] palette(ColorModel model) {
    if (!(model instanceof IndexColorModel indexed)) {
      return null;
    }
    int[][] colours = new int[indexed.getMapSize()][];
    boolean gray = true;
    for (int i = 0; i < colours.length; i++) {
      int r = indexed.getRed(i);
      int g = indexed.getGreen(i);
      int b = indexed.getBlue(i);
      gray &= r == g && g == b;
      colours[i] = new int[] {r, g, b, indexed.getAlpha(i)};
    }
    int channels = indexed.hasAlpha() ? 4 : gray ? 1 : 3;
    return Arrays.stream(colours).map(c -> Arrays.copyOf(c, channels)).toArray(int[][]::new);
  }
}
