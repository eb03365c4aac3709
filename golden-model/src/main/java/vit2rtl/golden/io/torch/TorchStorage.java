package vit2rtl.golden.io.torch;

import vit2rtl.golden.io.DType;

/**
 * Elements in memory that tensors are views of, as a pickle names them.
 *
 * @param type     element type
 * @param key      which
 * @param elements how many the pickle says there are
 * @param offset   first element of it within the storage that the key names; not 0 only in files of torch before 1.6
 */
record TorchStorage(DType type, String key, long elements, long offset) {}
