package vit2rtl.golden.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.recipe.Quantizer;

/** The digest as its comment defines it, written a second time. */
class TensorDigestTest {

  @Test
  void isOfNamesAndBigEndianNumbersOfEveryImage() throws Exception {
    IntegerVitTest.Case c = IntegerVitTest.cases().get(2);
    Images images = SyntheticVit.images(9, 3, 3, 8);
    IntegerVit network = new IntegerVit(
        Quantizer.quantize(new SyntheticVit(8, c.sizes()).checkpoint(), images, c.options(), done -> { }));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < images.size(); i++) {
      ByteArrayOutputStream one = new ByteArrayOutputStream();
      DataOutputStream data = new DataOutputStream(one);
      network.logits(images.image(i), (name, values, rows, columns) -> {
        try {
          data.write(name.getBytes(StandardCharsets.US_ASCII));
          for (int value : values) {
            data.writeInt(value);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
      all.write(MessageDigest.getInstance("SHA-256").digest(one.toByteArray()));
    }
    String expected = "%064x".formatted(new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(all.toByteArray())));
    Set<Integer> told = ConcurrentHashMap.newKeySet();
    assertEquals(expected, TensorDigest.of(network, images, told::add));
    assertEquals(Set.of(1, 2, 3), told);
    assertFalse(expected.equals(TensorDigest.of(network, images.first(2), done -> { })));
  }
}
