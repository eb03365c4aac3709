package vit2rtl.golden.checkpoint.facts;

/**
 * Something that tensors do not say, and who says it.
 *
 * @param value  what
 * @param source where it stands, in words
 */
public record Stated<T>(T value, String source) {}
