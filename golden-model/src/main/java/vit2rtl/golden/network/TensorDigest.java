package vit2rtl.golden.network;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import vit2rtl.golden.data.Images;

/**
 * One SHA-256 of all integers a network computes on some images: of each image the name of every tensor {@link IntTap}
 * sees and its values as 32-bit big-endian numbers, in the order they are computed; then of the images' digests. Equal
 * digests mean equal bits, so two machines, JDKs or numbers of threads are compared by 64 characters.
 */
public final class TensorDigest {
  private final MessageDigest all = sha256();

  /** The digest in hexadecimal; images run on all cores, {@code progress} receives how many are done. */
  public static String of(IntegerNetwork network, Images images, IntConsumer progress) {
    AtomicInteger done = new AtomicInteger();
    TensorDigest all = new TensorDigest();
    IntStream.range(0, images.size()).parallel().mapToObj(i -> {
      OfImage digest = new OfImage();
      network.logits(images.image(i), digest);
      progress.accept(done.incrementAndGet());
      return digest;
    }).toList().forEach(all::add);
    return all.hex();
  }

  /** The next image. */
  public void add(OfImage image) {
    add(image.bytes());
  }

  /** The next image by its digest, as {@link OfImage#bytes} gives it. */
  public void add(byte[] image) {
    all.update(image);
  }

  /** The digest of the images added, in hexadecimal; nothing can be added behind it. */
  public String hex() {
    return HexFormat.of().formatHex(all.digest());
  }

  /** Of the tensors of one image, whoever computes them. */
  public static final class OfImage implements IntTap {
    private final MessageDigest digest = sha256();

    /** 32 bytes; nothing can be added behind them. */
    public byte[] bytes() {
      return digest.digest();
    }

    @Override
    public void accept(String name, int[] values, int rows, int columns) {
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
      bytes.asIntBuffer().put(values);
      digest.update(bytes);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
