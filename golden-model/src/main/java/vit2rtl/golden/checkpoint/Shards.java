package vit2rtl.golden.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import vit2rtl.golden.InputException;
import vit2rtl.golden.checkpoint.facts.Json;
import vit2rtl.golden.io.RawTensor;

/** A checkpoint in several files of one folder, with an index of which tensor lies in which ({@code weight_map}). */
final class Shards {
  private Shards() {}

  static Source open(Path index, Optional<Path> folder) {
    return read(index.toString(), Json.read(index), name -> Containers.open(index.resolveSibling(name)), folder);
  }

  /**
   * The tensors that an index names.
   *
   * @param index where it comes from, for messages
   * @param shard opens a file beside it
   */
  static Source read(String index, JsonNode root, Function<String, Source> shard, Optional<Path> folder) {
    JsonNode map = root.path("weight_map");
    if (!map.isObject() || map.isEmpty()) {
      throw new InputException(index + " has no weight_map of tensors' names to files, as the index of a sharded"
          + " checkpoint has");
    }
    Map<String, Source> files = new HashMap<>();
    Map<String, RawTensor> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    map.fields().forEachRemaining(entry -> {
      String file = entry.getValue().asText();
      if (!entry.getValue().isTextual() || file.isEmpty() || file.contains("/") || file.contains("\\") || file.startsWith(".")
          || file.indexOf('\0') >= 0
          || file.endsWith(".index.json")) {
        throw new InputException(index + " places tensor '" + entry.getKey() + "' in the file " + entry.getValue()
            + "; allowed: names of files beside it, without separators");
      }
      Source source = files.computeIfAbsent(file, shard);
      RawTensor tensor = source.tensors().get(entry.getKey());
      if (tensor == null) {
        throw new InputException(index + " places tensor '" + entry.getKey() + "' in " + file
            + ", which does not hold it; fetch the files again");
      }
      tensors.put(entry.getKey(), tensor);
      metadata.putAll(source.metadata());
    });
    return new Source(index, files.size() + " files (" + files.values().iterator().next().container()
        + ") with an index", tensors, metadata, List.of(), folder);
  }
}
