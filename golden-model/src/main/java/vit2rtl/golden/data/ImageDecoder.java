package vit2rtl.golden.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import vit2rtl.golden.InputException;

/**
 * JPEG and PNG to bytes. Samples are taken as the file stores them: no colour profile is applied and no gamma, as the
 * usual training pipelines do it; an alpha channel is dropped. Grey becomes three equal channels where three are wanted;
 * colour becomes ⌊(299·R + 587·G + 114·B + 500)/1000⌋ where one is wanted.
 */
final class ImageDecoder {
  private static final long MAX_PIXELS = 64L << 20;
  private static final long MAX_BYTES = 1L << 30;

  /** An image, and whether some of its pixels were not opaque. */
  record Decoded(Image image, boolean transparent) {}

  private ImageDecoder() {}

  /** The pixels alone. */
  static Image decode(Path path, int channels) {
    return read(path, channels).image();
  }

  /** Decodes a file; one that is damaged, of another kind or greater than 64 Mi pixels is refused. */
  static Decoded read(Path path, int channels) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new InputException(path + " has " + Files.size(path) + " bytes; allowed: up to " + MAX_BYTES);
      }
      return read(path.toString(), Files.readAllBytes(path), channels);
    } catch (IOException e) {
      throw undecodable(path.toString(), e);
    }
  }

  /**
   * The same of a file's bytes.
   *
   * @param path where they come from, for messages
   */
  static Decoded read(String path, byte[] bytes, int channels) {
    ImageKind kind = ImageKind.of(path, bytes);
    try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      ImageReader reader = ImageIO.getImageReadersByFormatName(kind.format()).next();
      try {
        reader.setInput(stream, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MAX_PIXELS) {
          throw new InputException(path + " has " + pixels + " pixels; allowed: up to " + MAX_PIXELS);
        }
        kind.requireWhole(path, pixels, bytes.length);
        BufferedImage source = reader.read(0);
        if (source.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
          throw new InputException(path + " is a JPEG in cyan, magenta, yellow and black (CMYK); allowed: grey and RGB;"
              + " convert it");
        }
        return new Decoded(bytes(source, channels), isTransparent(source));
      } finally {
        reader.dispose();
      }
    } catch (InputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The decoders of the JDK answer damaged files with exceptions of many kinds.
      throw undecodable(path, e);
    }
  }

  private static InputException undecodable(String path, Exception e) {
    return new InputException(path + " cannot be decoded: " + e.getMessage(), e);
  }

  private static boolean isTransparent(BufferedImage source) {
    if (!source.getColorModel().hasAlpha()) {
      return false;
    }
    int width = source.getWidth();
    for (int colour : source.getRGB(0, 0, width, source.getHeight(), null, 0, width)) {
      if (colour >>> 24 != 255) {
        return true;
      }
    }
    return false;
  }

  private static Image bytes(BufferedImage source, int channels) {
    int width = source.getWidth();
    int height = source.getHeight();
    int[][] planes = planes(source);
    byte[] pixels = new byte[channels * width * height];
    for (int i = 0; i < width * height; i++) {
      if (channels == 1 && planes.length == 3) {
        pixels[i] = (byte) ((299 * planes[0][i] + 587 * planes[1][i] + 114 * planes[2][i] + 500) / 1000);
      } else {
        for (int c = 0; c < channels; c++) {
          pixels[c * width * height + i] = (byte) planes[Math.min(c, planes.length - 1)][i];
        }
      }
    }
    return new Image(channels, height, width, pixels);
  }

  /** One plane (grey) or three. Stored samples where they are plain; packed and indexed colours through the palette. */
  private static int[][] planes(BufferedImage source) {
    int width = source.getWidth();
    int height = source.getHeight();
    int type = source.getRaster().getSampleModel().getDataType();
    boolean plain = source.getColorModel() instanceof ComponentColorModel
        && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
    if (plain) {
      Raster raster = source.getRaster();
      int[][] planes = new int[raster.getNumBands() < 3 ? 1 : 3][];
      for (int c = 0; c < planes.length; c++) {
        planes[c] = raster.getSamples(0, 0, width, height, c, (int[]) null);
        for (int i = 0; type == DataBuffer.TYPE_USHORT && i < planes[c].length; i++) {
          planes[c][i] >>= 8;
        }
      }
      return planes;
    }
    int[] packed = source.getRGB(0, 0, width, height, null, 0, width);
    int[][] planes = new int[3][packed.length];
    for (int i = 0; i < packed.length; i++) {
      planes[0][i] = packed[i] >> 16 & 0xFF;
      planes[1][i] = packed[i] >> 8 & 0xFF;
      planes[2][i] = packed[i] & 0xFF;
    }
    return planes;
  }
}
