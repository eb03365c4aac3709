package vit2rtl.golden.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import vit2rtl.golden.InputException;

/** A folder in which finished shards of one work are kept, so that a run that was stopped goes on from them. */
public final class ShardFolder {
  private final Path folder;
  private final WorkHead head;

  public ShardFolder(Path folder, WorkHead head) {
    this.folder = folder;
    this.head = head;
  }

  /**
   * The finished shards; those of other work are refused.
   *
   * @param notices gets a sentence for each file that is damaged, and is done again
   */
  public List<ShardFile> finished(Consumer<String> notices) {
    List<ShardFile> shards = new ArrayList<>();
    for (Path file : files()) {
      ShardFile shard;
      try {
        shard = ShardFile.read(file);
      } catch (InputException e) {
        notices.accept(e.getMessage() + "; its units are done again");
        continue;
      }
      if (!shard.head().key().equals(head.key())) {
        throw new InputException(folder + " holds shards of other work or of another build, such as " + file.getFileName()
            + "; name another folder, or empty this one");
      }
      shards.add(shard);
    }
    return shards;
  }

  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.toString().endsWith(ShardFile.SUFFIX) && !f.getFileName().toString().startsWith("."))
          .sorted().toList();
    } catch (IOException e) {
      throw new InputException(folder + " cannot be listed: " + e.getMessage(), e);
    }
  }

  public void keep(ShardFile shard) {
    shard.write(folder.resolve("units-" + shard.span().from() + "-" + shard.span().to() + ShardFile.SUFFIX));
  }
}
