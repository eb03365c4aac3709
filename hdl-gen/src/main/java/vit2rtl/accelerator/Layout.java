package vit2rtl.accelerator;

import vit2rtl.golden.vit.VitShape;

/**
 * Where everything lies in the accelerator's memories, in words. A memory between two parts has one writer, which
 * writes L elements a cycle, and one or two readers, which read K, P, A or L elements a cycle; rows begin at words.
 *
 * @param config the accelerator
 */
public record Layout(AcceleratorConfig config) {

  /** a over b, rounded up. */
  public static int ceil(int a, int b) {
    return (a + b - 1) / b;
  }

  private VitShape shape() {
    return config.shape();
  }

  /** Rows of the largest group of tokens. */
  public int groupRows() {
    return ceil(shape().tokens(), config.groups());
  }

  // ---- words per row -----------------------------------------------------------------------------------------------

  /** Words of K pixels per patch. */
  public int patchWords() {
    return ceil(shape().patchInputs(), config.inner());
  }

  /** Words of K normalised codes per token. */
  public int normedWords() {
    return ceil(shape().width(), config.inner());
  }

  /** Words of K codes per query and per key. */
  public int headWords() {
    return ceil(shape().headWidth(), config.inner());
  }

  /** Words of K activations per token of the MLP's hidden layer. */
  public int hiddenWords() {
    return ceil(shape().mlp(), config.inner());
  }

  /** Elements that a head takes in a row of the context, whole groups of L. */
  public int contextHead() {
    return ceil(shape().headWidth(), config.lanes()) * config.lanes();
  }

  /** Words of K codes per token of the context. */
  public int contextWords() {
    return ceil(shape().heads() * contextHead(), config.inner());
  }

  /** Words of L residuals per token. */
  public int streamWords() {
    return ceil(shape().width(), config.lanes());
  }

  /** Scores per word of their memory. */
  public int scoreLanes() {
    return Math.max(config.lanes(), config.softmaxLanes());
  }

  /** Words of scores per row. */
  public int scoreWords() {
    return ceil(shape().tokens(), scoreLanes());
  }

  /** Z, passes over a row of codes: words of A values per token. */
  public int valueWords() {
    return ceil(shape().headWidth(), config.contextLanes());
  }

  /** Elements in a word of values, whole groups of L. */
  public int valueLanes() {
    return ceil(config.contextLanes(), config.lanes()) * config.lanes();
  }

  /** Words of P tokens. */
  public int valueRows() {
    return ceil(shape().tokens(), config.softmaxLanes());
  }

  // ---- memories ----------------------------------------------------------------------------------------------------

  public int pixelDepth() {
    return shape().patches() * patchWords();
  }

  public int normedDepth() {
    return shape().tokens() * normedWords();
  }

  /** Whether normalised tokens, activations and context share a memory, in this order. */
  private boolean shares() {
    return config.economy().memories() == Economy.Memories.SINGLE_PORT;
  }

  /** The first word of the activations, queries and hidden layer. */
  public int activationBase() {
    return shares() ? normedDepth() : 0;
  }

  /** Queries of head {@code h}, in the memory of activations. */
  public int queryBase(int h) {
    return activationBase() + h * shape().tokens() * headWords();
  }

  /** The MLP's hidden layer, behind the queries. */
  public int hiddenBase() {
    return queryBase(shape().heads());
  }

  /** Behind the last word of the hidden layer. */
  public int hiddenDepth() {
    return hiddenBase() + shape().tokens() * hiddenWords();
  }

  public int keyBase(int h) {
    return h * shape().tokens() * headWords();
  }

  /** The engine reads whole tiles of C keys, so rows behind the last are there, and never used. */
  public int keyDepth() {
    return keyBase(shape().heads()) + config.columns() * headWords();
  }

  public int valueBase(int h) {
    return h * valueRows() * valueWords();
  }

  public int valueDepth() {
    return valueBase(shape().heads());
  }

  /**
   * Buffers of scores, and banks of GELU's table: with two, one is filled while the other is read. Where jobs wait for the
   * port of a memory they come too seldom beside each other for a second one.
   */
  public int copies() {
    return shares() ? 1 : 2;
  }

  /** A buffer of scores. */
  public int scoreBase(int buffer) {
    return buffer * groupRows() * scoreWords();
  }

  public int scoreDepth() {
    return scoreBase(copies());
  }

  /** The first word of the context. */
  public int contextBase() {
    return shares() ? hiddenDepth() : 0;
  }

  /** Behind the last word of the context. */
  public int contextDepth() {
    return contextBase() + shape().tokens() * contextWords();
  }

  public int streamDepth() {
    return shape().tokens() * streamWords();
  }

  /** Words of L logits. */
  public int logitDepth() {
    return ceil(shape().classes(), config.lanes());
  }

  // ---- constants ---------------------------------------------------------------------------------------------------

  /** Words of L columns' constants of the drain: a place for each kind of layer. */
  public int drainConstants() {
    return columnBase(LayerKind.HEAD) + headColumns();
  }

  /** Where the constants of a kind of layer begin. */
  public int columnBase(LayerKind kind) {
    return switch (kind) {
      case QKV -> 0;
      // Behind the columns, a word per head for the scores.
      case PROJ -> 3 * headGroups() + shape().heads();
      case FC1 -> columnBase(LayerKind.PROJ) + streamWords();
      case FC2 -> columnBase(LayerKind.FC1) + ceil(shape().mlp(), config.lanes());
      case PATCH -> columnBase(LayerKind.FC2) + streamWords();
      case HEAD -> columnBase(LayerKind.PATCH) + streamWords();
    };
  }

  private int headColumns() {
    return logitDepth() * shape().leadingTokens();
  }

  /** Groups of L columns of all heads of one of q, k and v. */
  private int headGroups() {
    return shape().heads() * ceil(shape().headWidth(), config.lanes());
  }

  /** Words of L channels' constants behind attention·V. */
  public int contextConstants() {
    return 2 * shape().heads() * ceil(shape().headWidth(), config.lanes());
  }

  /** Entries of all banks of GELU's table. */
  public int geluEntries() {
    return copies() << config.formats().geluBits();
  }
}
