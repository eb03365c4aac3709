package vit2rtl.cli.figures;

import java.util.List;
import java.util.Map;

/** What pictures need to know of a network's shape. */
interface Pictured {
  /** LayerNorms by the tensor of the stream that they read, in network order. */
  Map<String, String> norms();

  /** Channels of a LayerNorm's input. */
  int channels(String norm);

  /** Of a tensor of the stream what its LayerNorm reads. */
  float[] read(String stream, float[] values);

  /** What names of each block's tensors begin with. */
  List<String> blocks();

  int heads(int block);

  /** Scores with minus infinity where a query does not see a key. */
  float[] hidden(String scores, float[] values);

  /** Of pairs of queries and keys those that see each other. */
  float[] visible(String pairs, float[] values);

  /** Whether a block's keys are the whole image. */
  boolean hasMap(int block);

  /** The row of pairs that a map shows, of a head; refused where its keys are not the whole image. */
  int mapRow(int block, int head);

  /** Keys before the first one that is part of the image. */
  int leadingKeys();

  /** Whose attention a map shows, in words. */
  String query();
}
