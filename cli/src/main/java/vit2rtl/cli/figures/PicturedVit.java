package vit2rtl.cli.figures;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import vit2rtl.golden.vit.NormInputs;
import vit2rtl.golden.vit.VitShape;

/** A ViT; maps show what the first token looks at. */
record PicturedVit(VitShape shape) implements Pictured {

  @Override
  public Map<String, String> norms() {
    return NormInputs.of(shape);
  }

  @Override
  public int channels(String norm) {
    return shape.width();
  }

  @Override
  public float[] read(String stream, float[] values) {
    return values;
  }

  @Override
  public List<String> blocks() {
    return IntStream.range(0, shape.depth()).mapToObj(i -> "blocks." + i + ".").toList();
  }

  @Override
  public int heads(int block) {
    return shape.heads();
  }

  @Override
  public float[] hidden(String scores, float[] values) {
    return values;
  }

  @Override
  public float[] visible(String pairs, float[] values) {
    return values;
  }

  @Override
  public boolean hasMap(int block) {
    return true;
  }

  @Override
  public int mapRow(int block, int head) {
    return head * shape.tokens();
  }

  @Override
  public int leadingKeys() {
    return shape.leadingTokens();
  }

  @Override
  public String query() {
    return "the class token";
  }
}
