package io.github.inverseactivation.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Images in files as arrays of unsigned bytes, [height, width, channels]: PNG to read and to write,
 * JPEG to read.
 *
 * <p>Images from strangers are safe to read: the size is checked before anything is decoded.
 *
 * <pre>{@code
 * Array digit = Png.read(Path.of("seven.png")); // uint8 [28, 28, 1]
 * Png.write(Path.of("copy.png"), digit);
 * }</pre>
 */
public final class Png {
  /** The largest image that {@link #read} accepts, in pixels: 2^26, such as 8192 by 8192. */
  public static final int MAX_PIXELS = 1 << 26;

  private static final long MAX_FILE_BYTES = 1L << 28;

  private Png() {}

  /**
   * Reads a PNG or JPEG file; which of the two is told by its content. Gray images get 1 channel,
   * colour images 3 (red, green, blue), and with transparency 4. Palettes are resolved, and of 16
   * bits the upper 8 are kept.
   *
   * @param path the file
   * @return an array of {@link DType#UINT8}, [height, width, channels]
   * @throws FormatException if the file is another kind, damaged, cut short, or larger than {@link
   *     #MAX_PIXELS}
   * @throws IOException if the file cannot be read
   */
  public static Array read(Path path) throws IOException {
    String name = path.toString();
    long size = Files.size(path);
    if (size > MAX_FILE_BYTES) {
      throw new FormatException(
          name + ": " + Reading.size(size) + ", limit " + Reading.size(MAX_FILE_BYTES));
    }
    byte[] file;
    try (InputStream in = Files.newInputStream(path)) {
      file = Reading.upTo(in, (int) size);
    }
    boolean png = PngChunks.isPng(file);
    if (png) {
      PngChunks.check(file, name);
    } else if (file.length < 3 || file[0] != (byte) 0xFF || file[1] != (byte) 0xD8) {
      throw new FormatException(name + ": neither a PNG nor a JPEG file");
    }
    return toArray(decode(file, png ? "png" : "jpeg", name));
  }

  /**
   * Writes a PNG file, atomically.
   *
   * @param path the file
   * @param image an array of {@link DType#UINT8}: [height, width] or [height, width, channels] with
   *     1 (gray), 3 (red, green, blue) or 4 channels (with transparency), at least one pixel
   * @throws IllegalArgumentException if the array is anything else
   * @throws IOException if writing fails; an existing file is left as it was
   */
  public static void write(Path path, Array image) throws IOException {
    long[] shape = image.shape();
    int channels = shape.length == 2 ? 1 : shape.length == 3 ? (int) shape[2] : 0;
    if (image.dtype() != DType.UINT8
        || image.size() == 0
        || channels != 1 && channels != 3 && channels != 4) {
      throw new IllegalArgumentException(
          "an image is uint8 [height, width] or [height, width, 1, 3 or 4], got "
              + image.dtype()
              + " "
              + Arrays.toString(shape));
    }
    BufferedImage picture =
        toPicture((byte[]) image.elements(), (int) shape[0], (int) shape[1], channels);
    AtomicFile.write(
        path,
        out -> {
          try (ImageOutputStream cached = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(picture, "png", cached);
          }
        });
  }

  private static BufferedImage decode(byte[] file, String format, String name) throws IOException {
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
      if (pixels > MAX_PIXELS) {
        throw new FormatException(
            name
                + ": header says "
                + reader.getWidth(0)
                + " x "
                + reader.getHeight(0)
                + " pixels, limit "
                + MAX_PIXELS
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

  private static BufferedImage toPicture(byte[] pixels, int height, int width, int channels) {
    int[] offsets = {0, 1, 2, 3};
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(pixels, pixels.length),
            width,
            height,
            width * channels,
            channels,
            Arrays.copyOf(offsets, channels),
            null);
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
            channels == 4,
            false,
            channels == 4 ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(model, raster, false, null);
  }
}
