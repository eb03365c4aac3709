package vit2rtl.accelerator.file;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.golden.InputException;

/**
 * A program's constant stream without its padding, as words of an on-chip ROM. The stream is a sequence of runs: so many
 * words of equally many beats, of which all but the lowest granules of {@link #GRANULE} bits are zero. A run is
 * <pre>
 *   count      words, 0 for a gap
 *   beats      beats of each
 *   granules   granules of each that are there; of a gap, how many are skipped
 * </pre>
 * padded to whole granules, and then the words' granules, the lowest first. The image ends with a gap to the end of the
 * last word of the ROM. A word of the ROM has {@link #columns} columns of {@link #COLUMN} bits, which is what block
 * memories with parity bits hold; one that is read from elsewhere has a column of other bits.
 *
 * @param beatBytes    K, bytes of a beat
 * @param countBits    bits of a run's count
 * @param beatBits     bits of a run's beats
 * @param granuleBits  bits of a run's granules
 * @param columnBits   bits of a column, whole granules
 * @param words        of every column, word by word
 */
public record PackedStream(int beatBytes, int countBits, int beatBits, int granuleBits, int columnBits,
    List<long[]> words) {
  public static final int GRANULE = 4;
  public static final int COLUMN = 36;
  /** What a ROM in the text may have; larger models do not fit the devices that have no memory beside them. */
  static final long MAX_BITS = 16L << 20;

  /** Words of one length. */
  private record Run(int count, int beats, int granules, int from) {}

  /** The ROM of a program: as many columns as a beat needs. */
  public static PackedStream of(Program program) {
    return of(program, COLUMN, (8 * program.config().inner() + COLUMN - 1) / COLUMN);
  }

  /** A program in words of one column. */
  public static PackedStream inWords(Program program, int bits) {
    return of(program, bits, 1);
  }

  private static PackedStream of(Program program, int columnBits, int columns) {
    int beatBytes = program.config().inner();
    byte[] stream = program.stream();
    List<Run> runs = runs(program, stream);
    int wordGranules = columns * columnBits / GRANULE;
    int countBits = bits(runs.stream().mapToInt(Run::count).max().orElseThrow());
    int beatBits = bits(runs.stream().mapToInt(Run::beats).max().orElseThrow());
    int granuleBits = bits(Math.max(2 * wordGranules, runs.stream().mapToInt(Run::granules).max().orElseThrow()));
    PackedStream format = new PackedStream(beatBytes, countBits, beatBits, granuleBits, columnBits, List.of());
    Bits bits = new Bits();
    for (Run run : runs) {
      format.control(bits, run.count, run.beats, run.granules);
      for (int i = 0; i < run.count; i++) {
        bits.copy(stream, run.from + i * run.beats * beatBytes, run.granules);
      }
    }
    requireSize((long) bits.granules * GRANULE);
    int control = format.controlGranules();
    int gap = Math.floorMod(-bits.granules - control, wordGranules);
    format.control(bits, 0, 0, gap);
    return new PackedStream(beatBytes, countBits, beatBits, granuleBits, columnBits,
        bits.columns(columns, columnBits, (bits.granules + gap) / wordGranules));
  }

  static void requireSize(long bits) {
    if (bits > MAX_BITS) {
      throw new InputException("network: its constants take a ROM of " + (bits >> 10) + " kbit; allowed: up to "
          + (MAX_BITS >> 10) + "; take --constants stream, and the constants from flash or DRAM");
    }
  }

  private static int bits(int most) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, most));
  }

  private static List<Run> runs(Program program, byte[] stream) {
    JobFormat format = new JobFormat(program.config());
    List<Run> runs = new ArrayList<>();
    int at = 0;
    for (Job job : program.jobs()) {
      at = run(runs, stream, at, 1, format.headerBeats(), format.beatBytes());
      if (!job.payload().words().isEmpty()) {
        at = run(runs, stream, at, job.payload().words().size(), job.payload().beatsPerWord(format.beatBytes()),
            format.beatBytes());
      }
    }
    return runs;
  }

  /** Gives where the next one begins. */
  private static int run(List<Run> runs, byte[] stream, int from, int count, int beats, int beatBytes) {
    int granules = 0;
    for (int i = 0; i < count; i++) {
      int word = from + i * beats * beatBytes;
      int used = beats * beatBytes * 8 / GRANULE;
      while (used > granules && granule(stream, word, used - 1) == 0) {
        used--;
      }
      granules = Math.max(granules, used);
    }
    runs.add(new Run(count, beats, granules, from));
    return from + count * beats * beatBytes;
  }

  private static int granule(byte[] stream, int from, int index) {
    return stream[from + index / 2] >> index % 2 * GRANULE & 0xF;
  }

  private void control(Bits bits, int count, int beats, int granules) {
    long control = count | (long) beats << countBits | (long) granules << (countBits + beatBits);
    for (int i = 0; i < controlGranules(); i++) {
      bits.put((int) (control >> i * GRANULE & 0xF));
    }
  }

  public int columns() {
    return words.size();
  }

  /** Words of the ROM. */
  public int depth() {
    return words.get(0).length;
  }

  /** Bits of the ROM. */
  public long bits() {
    return (long) columns() * columnBits * depth();
  }

  /** Granules that say what a run is. */
  public int controlGranules() {
    return (countBits + beatBits + granuleBits + GRANULE - 1) / GRANULE;
  }

  /** Granules of a beat that is stored whole. */
  public int beatGranules() {
    return Byte.SIZE * beatBytes / GRANULE;
  }

  /** The most granules that are read together: a beat's or a description's. */
  public int mostGranules() {
    return Math.max(beatGranules(), controlGranules());
  }

  /** Granules one behind the other. */
  private static final class Bits {
    private final BitSet bits = new BitSet();
    private int granules;

    void put(int granule) {
      for (int i = 0; i < GRANULE; i++) {
        bits.set(granules * GRANULE + i, (granule >> i & 1) != 0);
      }
      granules++;
    }

    void copy(byte[] stream, int from, int count) {
      for (int i = 0; i < count; i++) {
        put(granule(stream, from, i));
      }
    }

    List<long[]> columns(int count, int width, int depth) {
      List<long[]> columns = new ArrayList<>();
      for (int column = 0; column < count; column++) {
        long[] words = new long[depth];
        for (int word = 0; word < depth; word++) {
          int from = (word * count + column) * width;
          for (int bit = bits.nextSetBit(from); bit >= 0 && bit < from + width; bit = bits.nextSetBit(bit + 1)) {
            words[word] |= 1L << bit - from;
          }
        }
        columns.add(words);
      }
      return columns;
    }
  }
}
