package vit2rtl.golden.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.golden.io.RawTensor;

/**
 * What a container holds.
 *
 * @param file      where it comes from, for messages
 * @param container which kind, in words
 * @param tensors   by the names in the file
 * @param metadata  its strings
 * @param said      what was chosen on the way, in sentences
 * @param folder    where side files lie, if it is a file
 */
record Source(String file, String container, Map<String, RawTensor> tensors, Map<String, String> metadata,
    List<String> said, Optional<Path> folder) {}
