package io.github.inverseactivation.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
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
    byte[] file = ImageDecoder.bytes(path);
    String format = ImageDecoder.format(file);
    if (!"png".equals(format) && !"jpeg".equals(format)) {
      throw new FormatException(name + ": neither a PNG nor a JPEG file");
    }
    return ImageDecoder.decode(file, name);
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
