package vit2rtl.golden.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.golden.InputException;

/** Files that are damaged or mean harm are one clear sentence, never another exception and never half a result. */
class HostileSafeTensorsTest {
  private static final String GOOD = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

  @TempDir
  Path folder;

  @Test
  void theGoodFileIsRead() {
    SafeTensors file = SafeTensors.parse("f", file("{" + GOOD + ",\"__metadata__\":{\"k\":\"v\"}}", 8));
    assertArrayEquals(new float[2], file.tensor("a").floats());
    assertEquals(Map.of("k", "v"), file.metadata());
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "-1", "9223372036854775807", "104857601", "74", "4294967296"})
  void headerLengthsThatCannotBe(long length) {
    ByteBuffer bytes = file("{" + GOOD + "}", 8);
    bytes.putLong(0, length);
    String message = error(bytes);
    assertTrue(message.equals("f is not a valid safetensors file: it states a header of " + Long.toUnsignedString(length)
        + " bytes; allowed: 2 to " + (bytes.limit() - 8) + " in a file of " + bytes.limit() + " bytes")
        || length == 74 && message.contains("not valid JSON"), message);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "[] | has a header that does not begin with '{'",
      "null | has a header that does not begin with '{'",
      "{\"a\":7} | gives tensor 'a' the type nothing; known: [BOOL, U8, I8, U16, I16, F16, BF16, U32, I32, F32, U64, I64, F64]",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}} | describes tensor 'a' without a shape list and two data_offsets",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}} | describes tensor 'a' without a shape list and two data_offsets",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,9]}} | describes tensor 'a' without a shape list and two data_offsets",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8.5]}} | describes tensor 'a' without a shape list and two data_offsets",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | places tensor 'a' at bytes 8 to 0 of 8: the file is truncated or its header is wrong",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}} | places tensor 'a' at bytes -8 to 0 of 8: the file is truncated or its header is wrong",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}} | places tensor 'a' at bytes 0 to 16 of 8: the file is truncated or its header is wrong",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,18446744073709551624]}} | places tensor 'a' at bytes 0 to 18446744073709551624 of 8: the file is truncated or its header is wrong",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}} | gives tensor 'a' 8 bytes, but F32 [3] needs 12",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | gives tensor 'a' the dimension -2",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}} | gives tensor 'a' the dimension 2.0",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967298],\"data_offsets\":[0,8]}} | gives tensor 'a' the dimension 4294967298",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,4],\"data_offsets\":[0,8]}} | gives tensor 'a' the shape [2147483647] …, which is more than 2 GiB",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536,65536,65536],\"data_offsets\":[0,8]}} | gives tensor 'a' the shape [65536, 65536] …, which is more than 2 GiB",
      "{\"a\":{\"dtype\":\"F99\",\"shape\":[2],\"data_offsets\":[0,8]}} | gives tensor 'a' the type F99; known: [BOOL, U8, I8, U16, I16, F16, BF16, U32, I32, F32, U64, I64, F64]",
      "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}} | gives tensor 'a' the type nothing; known: [BOOL, U8, I8, U16, I16, F16, BF16, U32, I32, F32, U64, I64, F64]",
      "{\"__metadata__\":[],\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | has a __metadata__ that is not a JSON object",
      "{\"__metadata__\":{\"k\":1},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | has metadata 'k' that is not a string",
      "{} | has 8 bytes behind its last tensor",
      "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}} | has a hole before byte 4",
      "{\"a\":{\"dtype\":\"U8\",\"shape\":[5],\"data_offsets\":[0,5]},\"b\":{\"dtype\":\"U8\",\"shape\":[5],\"data_offsets\":[3,8]}} | has tensors that overlap at byte 3",
      "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]}} | has tensors that overlap at byte 0",
  })
  void headersThatLie(String header, String problem) {
    assertEquals("f is not a valid safetensors file: it " + problem, error(file(header, 8)));
  }

  /** The format pads headers with blanks, and with nothing else. */
  @Test
  void headersMayEndInBlanks() {
    assertEquals("f is not a valid safetensors file: it has a header that does not begin with '{'",
        error(file(" {" + GOOD + "}", 8)));
    assertEquals(Set.of("a"), SafeTensors.parse("f", file("{" + GOOD + "}      ", 8)).names());
  }

  @ParameterizedTest
  @ValueSource(strings = {"}}}} not json at all", ",", "{}", " 7", "\0\0\0", "// a comment"})
  void whatStandsBehindTheHeaderIsRefused(String tail) {
    String message = error(file("{" + GOOD + "}" + tail, 8));
    assertTrue(message.startsWith("f is not a valid safetensors file: it has a header that is not valid JSON: "), message);
  }

  @Test
  void headersInOtherCharactersAreRefused() {
    byte[] json = "{}".getBytes(StandardCharsets.UTF_16LE);
    ByteBuffer wide = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN).putLong(0, json.length).put(8, json);
    assertTrue(error(wide).startsWith("f is not a valid safetensors file: it has a header that is not valid JSON"));
    ByteBuffer broken = file("{\"?\":7}", 0);
    broken.put(10, (byte) 0xFF);
    assertEquals("f is not a valid safetensors file: it has a header that is not UTF-8", error(broken));
  }

  @ParameterizedTest
  @ValueSource(strings = {"F8_E4M3", "F8_E5M2", "C64", "F4"})
  void typesOfTheFormatThatAreNotReadAreUnsupported(String type) {
    assertEquals("tensor 'a' of f has type " + type + ", which is not supported; supported: [BOOL, U8, I8, U16, I16, F16,"
        + " BF16, U32, I32, F32, U64, I64, F64]; convert it, for instance to F32",
        error(file("{\"a\":{\"dtype\":\"" + type + "\",\"shape\":[8],\"data_offsets\":[0,8]}}", 8)));
  }

  /** Files of other kinds are known by their first bytes. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false,
      value = {
      "version https://git-lfs.github.com/spec/v1~oid sha256:4d7a|a Git LFS pointer, which stands for the file",
      "PK\3\4\24\0\0\0\10\0|a zip archive, as torch.save (.pt, .pth, .bin)",
      "\u0080\2}q\0(X\3|a Python pickle, as older versions of torch.save",
      "<!DOCTYPE html><html>|a page of HTML",
      "~~ <html>|a page of HTML",
      "{\"metadata\": {\"total_size\": 9}, \"weight_map\": {}}|the index of a model that lies in several safetensors",
      "{\"architectures\": [\"ViTForImageClassification\"]}|a JSON text; the tensors lie in another file",
      "{}|a JSON text; the tensors lie in another file",
      "\u0089HDF\r~\u001a~|an HDF5 file",
      "\u001f\u008b\10\0\0\0\0\0\0|compressed by gzip; unpack it",
      "(\u00b5/\u00fd\1\2\3\4\5|compressed by zstd; unpack it",
      "\10\7\22\7pytorch\32\0031.0|an ONNX model; take the checkpoint",
      "import torch~|a text; the tensors lie in another file",
      "file,label~a.png,1~|a text; the tensors lie in another file"})
  void filesOfOtherKindsAreNamed(String start, String kind) {
    String message = error(ByteBuffer.wrap(start.replace('~', '\n').getBytes(StandardCharsets.ISO_8859_1)));
    assertTrue(message.startsWith("f is not a safetensors file but " + kind), message);
  }

  @Test
  void anArchiveIsNamed() {
    String tar = "vit.bin" + "\0".repeat(250) + "ustar\00000" + "\0".repeat(300);
    assertEquals("f is not a safetensors file but a tar archive; unpack it",
        error(ByteBuffer.wrap(tar.getBytes(StandardCharsets.ISO_8859_1))));
  }

  @Test
  void duplicateNamesAreRefused() {
    String message = error(file("{" + GOOD + "," + GOOD + "}", 8));
    assertTrue(message.startsWith("f is not a valid safetensors file: it has a header that is not valid JSON: Duplicate field"),
        message);
  }

  @Test
  void endlessNestingIsRefused() {
    String message = error(file("[".repeat(2_000_000), 0));
    assertTrue(message.startsWith("f is not a valid safetensors file: it has a header that "), message);
  }

  @Test
  void wrongValuesAreNamedWithTheirPlace() {
    ByteBuffer bytes = file("{" + GOOD + "}", 8);
    bytes.putFloat(bytes.limit() - 4, Float.NaN);
    Tensor tensor = SafeTensors.parse("f", bytes).tensor("a");
    assertEquals("tensor 'a' of f holds NaN at element 1; allowed: finite numbers; the checkpoint is damaged or its training"
        + " diverged", assertThrows(InputException.class, tensor::requireFinite).getMessage());
    assertEquals("tensor 'a' of f has type F32; allowed: an integer type",
        assertThrows(InputException.class, tensor::ints).getMessage());
    assertEquals("tensor 'a' of f has shape [2]; needed: [1, 2]",
        assertThrows(InputException.class, () -> tensor.require(1, 2)).getMessage());
  }

  @Test
  void filesThatCannotBeReadAreNamed() throws IOException {
    Path missing = folder.resolve("none.safetensors");
    assertEquals("there is no file " + missing, opening(missing));
    Path empty = Files.write(folder.resolve("empty.safetensors"), new byte[0]);
    assertEquals(empty + " is not a valid safetensors file: it has 0 bytes; a safetensors file starts with 8 bytes of header"
        + " length", opening(empty));
    assertTrue(opening(folder).startsWith(folder + " "), opening(folder));
  }

  /** Bits turned over and ends cut off, anywhere: a result or an InputException. */
  @Test
  void randomDamageNeverEscapes() {
    ByteBuffer good = file("{" + GOOD + ",\"b\":{\"dtype\":\"I8\",\"shape\":[2,3],\"data_offsets\":[8,14]},"
        + "\"__metadata__\":{\"k\":\"v\"}}", 14);
    Random random = new Random(11);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = Arrays.copyOf(good.array(), random.nextInt(4) == 0 ? random.nextInt(good.limit()) : good.limit());
      for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        SafeTensors file = SafeTensors.parse("f", ByteBuffer.wrap(bytes));
        file.names().forEach(name -> file.tensor(name).doubles());
      } catch (InputException e) {
        refused++;
      }
    }
    assertTrue(refused > 10_000, refused + " refused");
  }

  private String opening(Path path) {
    return assertThrows(InputException.class, () -> SafeTensors.open(path)).getMessage();
  }

  private static String error(ByteBuffer bytes) {
    return assertThrows(InputException.class, () -> SafeTensors.parse("f", bytes)).getMessage();
  }

  private static ByteBuffer file(String header, int bodyBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + bodyBytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, json.length)
        .put(8, json);
  }
}
