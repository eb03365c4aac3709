package vit2rtl.accelerator.job;

import java.util.List;

/**
 * Constants behind a job in the stream: words of equally many bytes, each padded to whole beats of the stream.
 *
 * @param words little-endian words, all of one length
 */
public record Payload(List<byte[]> words) {
  public static final Payload NONE = new Payload(List.of());

  public Payload {
    words = List.copyOf(words);
  }

  /** Beats of {@code bytes} bytes that a word takes. */
  public int beatsPerWord(int bytes) {
    return words.isEmpty() ? 0 : (words.get(0).length + bytes - 1) / bytes;
  }

  /** Beats of {@code bytes} bytes that all of it takes. */
  public int beats(int bytes) {
    return words.size() * beatsPerWord(bytes);
  }
}
