package vit2rtl.golden.checkpoint;

/**
 * Something that tensors do not say, and who says it.
 *
 * @param value  what
 * @param source where it stands, in words
 */
record Stated<T>(T value, String source) {}
