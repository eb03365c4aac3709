package vit2rtl.golden.fleet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 of parts, each with its length before it, so that parts that run into each other differ. */
public final class Sha256 {
  private final MessageDigest digest;

  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public Sha256 bytes(byte[] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
    return this;
  }

  public Sha256 text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** In hexadecimal; nothing can be added behind it. */
  public String hex() {
    return HexFormat.of().formatHex(digest());
  }

  /** The same as 32 bytes. */
  byte[] digest() {
    return digest.digest();
  }
}
