package vit2rtl.accelerator.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.Shifts;
import vit2rtl.accelerator.SmallModels;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.golden.InputException;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.models.SyntheticVit;

/** What a model.bin brings back, and what is refused. */
class ModelBinTest {
  private static final QuantizedVit MODEL = SmallModels.tiny(1);
  private static final AcceleratorConfig CONFIG = SmallModels.config(MODEL, 8);
  private static final Program PROGRAM = ProgramBuilder.build(CONFIG, MODEL);

  @TempDir
  Path folder;

  private static String refused(byte[] bytes, AcceleratorConfig config) {
    String said = assertThrows(InputException.class, () -> ModelBin.stream("model.bin", bytes, config)).getMessage();
    assertEquals(1, said.lines().count());
    return said;
  }

  @Test
  void bringsTheStreamBack() {
    Path file = folder.resolve("model.bin");
    ModelBin.write(file, PROGRAM);
    assertArrayEquals(PROGRAM.stream(), ModelBin.read(file, CONFIG));
  }

  /** The specification in docs/model-bin.md, by its offsets. */
  @Test
  void hasTheFieldsThatTheSpecificationNames() {
    ByteBuffer file = ByteBuffer.wrap(ModelBin.bytes(PROGRAM)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[8];
    file.get(magic);
    assertEquals("V2RMODEL", new String(magic, StandardCharsets.US_ASCII));
    assertEquals(1, file.getInt(8));
    int header = file.getInt(16);
    assertEquals(0, header % 64);
    assertEquals(PROGRAM.stream().length, file.getLong(24));
    assertEquals(file.capacity(), header + file.getLong(24));
    assertEquals(CONFIG.inner(), file.getInt(32));
    assertEquals(8, file.getLong(40), "the image size is the first number");
    assertEquals(4, file.getLong(48), "the patch size is the second");
  }

  @Test
  void refusesEveryFlippedBit() {
    byte[] whole = ModelBin.bytes(PROGRAM);
    for (int bit = 0; bit < 8 * whole.length; bit += bit < 1000 ? 1 : 997) {
      byte[] bytes = whole.clone();
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      refused(bytes, CONFIG);
    }
    byte[] late = whole.clone();
    late[whole.length - 9] ^= 4;
    assertTrue(refused(late, CONFIG).contains("it was changed or damaged"));
  }

  @Test
  void refusesEveryTruncation() {
    byte[] whole = ModelBin.bytes(PROGRAM);
    for (int length = 0; length < whole.length; length += length < 600 ? 1 : 101) {
      refused(Arrays.copyOf(whole, length), CONFIG);
    }
    assertEquals("model.bin has " + (whole.length - 1) + " bytes; its header says " + whole.length
        + ": it was cut off or damaged; write it anew with 'generate network'",
        refused(Arrays.copyOf(whole, whole.length - 1), CONFIG));
  }

  @Test
  void refusesANewerVersionAndOtherFiles() {
    byte[] newer = ModelBin.bytes(PROGRAM);
    newer[8] = 2;
    assertTrue(refused(newer, CONFIG).startsWith("model.bin has version 2 of the model.bin format; this vit2rtl reads"));
    assertTrue(refused("PK\3\4 something".getBytes(StandardCharsets.US_ASCII), CONFIG)
        .startsWith("model.bin is not a model.bin: it does not begin with 'V2RMODEL'"));
    assertThrows(InputException.class, () -> ModelBin.read(folder.resolve("none"), CONFIG));
  }

  @Test
  void refusesAnotherShapeAndAnotherEngineByName() {
    QuantizedVit deeper = SmallModels.of(1, new SyntheticVit.Sizes(8, 4, 1, 8, 3, 2, 16, 5, 1, true));
    byte[] other = ModelBin.bytes(ProgramBuilder.build(SmallModels.config(deeper, 8), deeper));
    assertEquals("model.bin was made for an accelerator with depth 3; this one has 2: write it anew for this one with"
        + " 'generate network'", refused(other, CONFIG));
    assertTrue(refused(ModelBin.bytes(PROGRAM), SmallModels.config(MODEL, 16))
        .contains("with columns 2; this one has 4"));
    assertTrue(refused(ModelBin.bytes(PROGRAM), CONFIG.withEconomy(new Economy(Economy.NormProducts.DSP,
        Economy.Attention.PIPELINED, Economy.Jobs.QUEUED,
        Economy.Memories.SINGLE_PORT, Shifts.ANY))).startsWith("model.bin describes its accelerator by "));
  }
}
