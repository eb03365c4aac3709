package vit2rtl.golden.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import vit2rtl.golden.checkpoint.CheckpointReader;
import vit2rtl.golden.data.IdxImages;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.vit.CheckpointOptions;
import vit2rtl.golden.vit.VitCheckpoint;

/**
 * The model and images that come with vit2rtl: a ViT of 0.3 million parameters for Fashion-MNIST, 256 test images to
 * evaluate with and 256 training images to calibrate with. Licences and provenance lie beside them as resources.
 */
public final class EmbeddedModel {
  /** The word that stands for this model, or its images, where a file is asked for. */
  public static final String WORD = "embedded";
  private static final String MODEL = "vit_micro_fashion_mnist.safetensors";
  private static final ImageFormat FORMAT = new ImageFormat(1, 28, 10);

  /** Fashion-MNIST's classes. */
  private static final List<String> CLASSES = List.of("T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal",
      "shirt", "sneaker", "bag", "ankle boot");

  private EmbeddedModel() {}

  /** A class of its images in words. */
  public static String className(int label) {
    return CLASSES.get(label);
  }

  public static VitCheckpoint checkpoint() {
    return checkpoint(CheckpointOptions.NONE);
  }

  public static VitCheckpoint checkpoint(CheckpointOptions options) {
    try (InputStream in = resource(MODEL)) {
      return CheckpointReader.of(SafeTensors.parse(WORD + " " + MODEL, ByteBuffer.wrap(in.readAllBytes())), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** 256 images of the test set with labels. */
  public static Images testImages() {
    return testImages(FORMAT);
  }

  /** The same for a model that must fit them. */
  public static Images testImages(ImageFormat format) {
    return images("test256", format);
  }

  /** 256 images of the training set with labels, for calibration. */
  public static Images calibrationImages() {
    return calibrationImages(FORMAT);
  }

  /** The same for a model that must fit them. */
  public static Images calibrationImages(ImageFormat format) {
    return images("train256", format);
  }

  private static Images images(String set, ImageFormat format) {
    try (InputStream images = resource(set + "-images-idx3-ubyte.gz");
        InputStream labels = resource(set + "-labels-idx1-ubyte.gz")) {
      return IdxImages.read(WORD + " " + set, images, labels, format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    InputStream in = EmbeddedModel.class.getResourceAsStream("/vit2rtl/embedded/" + name);
    if (in == null) {
      throw new IllegalStateException("the resource " + name + " is missing from this build");
    }
    return in;
  }
}
