package vit2rtl.accelerator.job;

/** What jobs read and write: memories between the parts, and tables. */
public enum Memory {
  PIXELS, NORMED, HIDDEN, KEYS, VALUES, SCORES, CONTEXT, STREAM, LOGITS, SUMS, COLUMN_TABLE, GELU_TABLE, PTF_TABLE,
  NORM_TABLE, EXP_TABLE, CONTEXT_TABLE,
  /** The port of a memory that has one: of normalised tokens, activations and context. */
  OPERAND_PORT,
  /** The port of the memory with the residual stream, keys, values and perhaps GELU's table. */
  STREAM_PORT
}
