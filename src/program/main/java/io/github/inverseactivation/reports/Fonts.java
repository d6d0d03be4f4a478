package io.github.inverseactivation.reports;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** The fonts of all pictures: the system's sans-serif. */
final class Fonts {
  private Fonts() {}

  static Font plain(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  static Font bold(int size) {
    return new Font(Font.SANS_SERIF, Font.BOLD, size);
  }

  /**
   * Tries them, before a picture is begun.
   *
   * @throws NoFontsException if Java cannot draw text on this machine
   */
  static void check() {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      graphics.getFontMetrics(plain(12)).stringWidth("0");
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw e;
    } catch (Error | RuntimeException e) {
      // Java has no exception for this. By what is missing (fonts, fontconfig, freetype) it throws
      // an Error, an InternalError or an UnsatisfiedLinkError, and later a NoClassDefFoundError.
      throw new NoFontsException(e);
    } finally {
      graphics.dispose();
    }
  }
}
