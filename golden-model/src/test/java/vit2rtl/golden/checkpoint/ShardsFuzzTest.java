package vit2rtl.golden.checkpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.InputException;
import vit2rtl.golden.checkpoint.facts.Json;
import vit2rtl.golden.io.DType;
import vit2rtl.golden.io.RawTensor;
import vit2rtl.testkit.FuzzSeeds;

/** Any text as the index of a sharded checkpoint: the tensors it names, or one sentence. */
@Execution(ExecutionMode.CONCURRENT)
class ShardsFuzzTest {
  private static final Map<String, RawTensor> TENSORS = Map.of("a", raw("a"), "b.weight", raw("b.weight"));

  private static RawTensor raw(String name) {
    return new RawTensor("shard", name, DType.F32, List.of(1), () -> {
      throw new AssertionError("an index reads no elements");
    });
  }

  @FuzzTest
  void bytes(byte[] data) {
    try {
      Source source = Shards.read("f", Json.read("f", new String(data, StandardCharsets.UTF_8)), this::shard,
          Optional.empty());
      assertTrue(TENSORS.keySet().containsAll(source.tensors().keySet()));
    } catch (InputException e) {
      // The one other answer.
    }
  }

  private Source shard(String name) {
    assertTrue(!name.contains("/") && !name.contains("\\") && !name.startsWith("."), name);
    return new Source(name, "safetensors", TENSORS, Map.of("k", "v"), List.of(), Optional.empty());
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
