package vit2rtl.accelerator;

import vit2rtl.golden.vit.VitShape;
import vit2rtl.hdl.type.UInt;

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

  /** The first word of the pixels: behind the context, at a multiple of a power of two that holds all of them. */
  public int pixelBase() {
    int span = 1 << UInt.upTo(Math.max(1, pixelDepth() - 1)).width();
    return shares() ? ceil(contextDepth(), span) * span : 0;
  }

  /** Behind the last word of whatever the engine reads. */
  public int operandDepth() {
    return shares() ? pixelBase() + pixelDepth()
        : Math.max(Math.max(pixelDepth(), normedDepth()), Math.max(hiddenDepth(), contextDepth()));
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

  /** The first word of the keys, behind the residual stream where that is in the same memory. */
  public int keyStart() {
    return shares() ? streamDepth() : 0;
  }

  public int keyBase(int h) {
    return keyStart() + h * shape().tokens() * headWords();
  }

  /** The engine reads whole tiles of C keys, so rows behind the last are there, and never used. */
  public int keyDepth() {
    return keyBase(shape().heads()) + config.columns() * headWords();
  }

  /** The first word of the values, behind the keys where those are in the same memory. */
  public int valueStart() {
    return shares() ? keyDepth() : 0;
  }

  public int valueBase(int h) {
    return valueStart() + h * valueRows() * valueWords();
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

  /** Words of the memory with one port that has the residual stream, keys, values and perhaps GELU's table. */
  public int sharedDepth() {
    return tableIsShared() ? tableBase() + geluEntries() : valueDepth();
  }

  /** Bytes of a word of that memory that keys or values take. */
  public int sharedBytes() {
    return Math.max(config.inner(), config.softmaxLanes() * valueLanes());
  }

  /** Whether GELU's table lies behind the values: one lane looks up one entry at a time. */
  public boolean tableIsShared() {
    return shares() && config.lanes() == 1 && config.formats().stream() instanceof StreamFormat.Wide;
  }

  /** Where GELU's table begins, at a multiple of its entries. */
  public int tableBase() {
    int entries = geluEntries();
    return tableIsShared() ? ceil(valueDepth(), entries) * entries : 0;
  }

  /** Words of L logits. */
  public int logitDepth() {
    return ceil(shape().classes(), config.lanes());
  }

  // ---- constants ---------------------------------------------------------------------------------------------------

  /**
   * Whether one layer's constants of the drain take the place of another's, right before its first tile: with one group
   * of tokens layers follow each other.
   */
  public boolean columnsShare() {
    return shares() && config.groups() == 1;
  }

  /** Words of L columns' constants of the drain: a place for each kind of layer, or one for all. */
  public int drainConstants() {
    if (!columnsShare()) {
      return ownBase(LayerKind.HEAD) + headColumns();
    }
    int most = 0;
    for (LayerKind kind : LayerKind.values()) {
      most = Math.max(most, columns(kind));
    }
    return most;
  }

  /** Where the constants of a kind of layer begin. */
  public int columnBase(LayerKind kind) {
    return columnsShare() ? 0 : ownBase(kind);
  }

  private int columns(LayerKind kind) {
    return kind == LayerKind.HEAD ? headColumns()
        : switch (kind) {
          case QKV -> ownBase(LayerKind.PROJ);
          case FC1 -> ownBase(LayerKind.FC2) - ownBase(LayerKind.FC1);
          default -> streamWords();
        };
  }

  private int ownBase(LayerKind kind) {
    return switch (kind) {
      case QKV -> 0;
      // Behind the columns, a word per head for the scores.
      case PROJ -> 3 * headGroups() + shape().heads();
      case FC1 -> ownBase(LayerKind.PROJ) + streamWords();
      case FC2 -> ownBase(LayerKind.FC1) + ceil(shape().mlp(), config.lanes());
      case PATCH -> ownBase(LayerKind.FC2) + streamWords();
      case HEAD -> ownBase(LayerKind.PATCH) + streamWords();
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
