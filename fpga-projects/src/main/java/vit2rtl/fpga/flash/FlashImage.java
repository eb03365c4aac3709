package vit2rtl.fpga.flash;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.accelerator.file.StreamContract;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.golden.InputException;

/**
 * What is written into a board's flash: 32-bit words, the highest byte first.
 * <pre>
 *   V2RF       in ASCII
 *   contract   of the accelerator: CRC-32 of the numbers of model.bin and of the packing's widths
 *   count      words of constants that follow
 *   words      the {@link PackedStream}, a word of it in each, the first granule lowest; or the stream as it is, a
 *              beat in each, its first byte lowest
 *   check      CRC over everything before it: polynomial 04C11DB7, start FFFFFFFF, the highest bit first, no inversion
 * </pre>
 *
 * @param format where it lies, and what reads it
 * @param bytes  what is written there
 */
public record FlashImage(FlashFormat format, byte[] bytes) {

  /**
   * The constants of a program.
   *
   * @param packed in words of {@link FlashFormat#WORD} bits
   * @param offset address in the flash
   * @param settle cycles that the flash takes to wake up
   */
  public static FlashImage of(Program program, PackedStream packed, int offset, FlashFormat.Lines lines, int settle) {
    int contract = contract(program, packed.beatBytes(), packed.countBits(), packed.beatBits(), packed.granuleBits());
    long[] words = packed.words().get(0);
    return new FlashImage(new FlashFormat(offset, lines, settle, contract),
        bytes(contract, Arrays.stream(words).mapToInt(word -> (int) word).toArray()));
  }

  /**
   * The constants of a program as they are, a beat of {@link FlashFormat#WORD} bits per word.
   *
   * @param offset address in the flash
   * @param settle cycles that the flash takes to wake up
   */
  public static FlashImage plain(Program program, int offset, FlashFormat.Lines lines, int settle) {
    if (program.config().inner() * Byte.SIZE != FlashFormat.WORD) {
      throw new InputException("network: inner=" + program.config().inner() + " with plain constants in a flash; allowed: "
          + FlashFormat.WORD / Byte.SIZE + ", a beat in each word of the flash");
    }
    IntBuffer beats = ByteBuffer.wrap(program.stream()).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    int[] words = new int[beats.remaining()];
    beats.get(words);
    int contract = contract(program, program.config().inner());
    return new FlashImage(new FlashFormat(offset, lines, settle, contract, OptionalInt.of(words.length)),
        bytes(contract, words));
  }

  private static byte[] bytes(int contract, int[] words) {
    ByteBuffer image = ByteBuffer.allocate(4 * (FlashFormat.HEADER_WORDS + words.length + 1));
    image.put(header(contract, words.length));
    Arrays.stream(words).forEach(image::putInt);
    image.putInt(check(image.array(), image.position()));
    return image.array();
  }

  /** What stands in front of the words. */
  static byte[] header(int contract, int words) {
    return ByteBuffer.allocate(4 * FlashFormat.HEADER_WORDS).putInt(FlashFormat.MAGIC).putInt(contract).putInt(words)
        .array();
  }

  /** A number of what an accelerator and its unpacker, where it has one, were made for. */
  private static int contract(Program program, int... widths) {
    CRC32 crc = new CRC32();
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    StreamContract.of(program.config()).values().forEach(value -> crc.update(number.putLong(0, value).array()));
    for (int width : widths) {
      crc.update(number.putLong(0, width).array());
    }
    return (int) crc.getValue();
  }

  /** The check word of the first bytes. */
  static int check(byte[] bytes, int length) {
    int crc = FlashCrc.START;
    for (int i = 0; i < length; i++) {
      for (int bit = 7; bit >= 0; bit--) {
        boolean feedback = crc < 0 ^ (bytes[i] >> bit & 1) != 0;
        crc = crc << 1 ^ (feedback ? FlashCrc.POLYNOMIAL : 0);
      }
    }
    return crc;
  }
}
