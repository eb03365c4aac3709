package vit2rtl.golden.network;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;

/**
 * One SHA-256 of all integers a network computes on some images: of each image the name of every tensor {@link IntTap}
 * sees and its values as 32-bit big-endian numbers, in the order they are computed; then of the images' digests. Equal
 * digests mean equal bits, so two machines, JDKs or numbers of threads are compared by 64 characters.
 */
public final class TensorDigest {
  private TensorDigest() {}

  /** The digest in hexadecimal; images run on all cores, {@code progress} hears how many are done, from any thread. */
  public static String of(IntegerNetwork network, Images images, IntConsumer progress) {
    AtomicInteger done = new AtomicInteger();
    List<byte[]> each = IntStream.range(0, images.size()).parallel().mapToObj(i -> {
      byte[] digest = of(network, images.image(i));
      progress.accept(done.incrementAndGet());
      return digest;
    }).toList();
    MessageDigest all = sha256();
    each.forEach(all::update);
    return HexFormat.of().formatHex(all.digest());
  }

  private static byte[] of(IntegerNetwork network, Image image) {
    MessageDigest digest = sha256();
    network.logits(image, (name, values, rows, columns) -> {
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
      bytes.asIntBuffer().put(values);
      digest.update(bytes);
    });
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
