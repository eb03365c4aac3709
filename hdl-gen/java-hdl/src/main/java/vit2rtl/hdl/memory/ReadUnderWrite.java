package vit2rtl.hdl.memory;

/**
 * What a synchronous read returns of a word that is written at the same clock edge, through whichever port of that
 * clock.
 */
public enum ReadUnderWrite {
  /**
   * The word before the write: the text's own meaning, and what most block memories do. Synthesis adds logic where a
   * device's memory does otherwise.
   */
  READ_FIRST,
  /** The word after the write: a register for word and hit and a multiplexer, per write port, around the memory. */
  WRITE_FIRST,
  /**
   * Nothing that may be used. The verification build returns the complement of the old word, outside its range if need
   * be, so that whoever uses it is found out. A memory none of whose reads is read first carries the attribute
   * {@code no_rw_check}, which frees synthesis from adding logic.
   */
  DONT_CARE
}
