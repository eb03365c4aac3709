package vit2rtl.golden.checkpoint.facts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.InputException;
import vit2rtl.testkit.FuzzSeeds;

/** Any text as one of the JSON files beside a checkpoint, and its texts as metadata: facts, or one sentence. */
@Execution(ExecutionMode.CONCURRENT)
class SideFilesFuzzTest {
  private static final Path FILE = Path.of("config.json");

  @FuzzTest
  void bytes(byte[] data) {
    try {
      JsonNode root = Json.read("config.json", new String(data, StandardCharsets.UTF_8));
      JsonFacts json = new JsonFacts(FILE, root);
      Map<String, String> metadata = new HashMap<>();
      root.fields().forEachRemaining(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
      List<Consumer<Facts>> readers = List.of(new HuggingFaceConfig(json)::tell, new TimmConfig(json)::tell,
          new PreprocessorConfig(json)::tell, facts -> SwinFacts.huggingFace(json, facts),
          new MetadataFacts("f", metadata)::tell, facts -> SwinFacts.metadata("f", metadata, facts));
      readers.forEach(SideFilesFuzzTest::tell);
    } catch (InputException e) {
      // The one other answer.
    }
  }

  private static void tell(Consumer<Facts> reader) {
    try {
      Facts facts = new Facts();
      reader.accept(facts);
      facts.get(Fact.ARCHITECTURE).ifPresent(name -> new TimmNames("f", name).tell(facts));
      facts.get(Fact.ARCHITECTURE).ifPresent(name -> SwinFacts.name("f", name, facts));
    } catch (InputException e) {
      // The one other answer.
    }
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
