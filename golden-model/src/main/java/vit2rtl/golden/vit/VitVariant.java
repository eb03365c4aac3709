package vit2rtl.golden.vit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import vit2rtl.golden.InputException;

/**
 * In what a ViT differs from the plain one: class token, GELU, norms before attention and MLP and behind the last block.
 *
 * @param activation     between the layers of an MLP
 * @param pooling        what reaches the head
 * @param registers      tokens besides class and distillation token that are not patches; 0 or more
 * @param representation elements of a layer with tanh before the head (pre_logits); 0: none
 * @param extras         further parts
 */
public record VitVariant(Activation activation, Pooling pooling, int registers, int representation,
    Set<VitExtra> extras) {
  /** The plain ViT, and DeiT. */
  public static final VitVariant PLAIN = new VitVariant(Activation.GELU, Pooling.TOKEN, 0, 0, Set.of());

  public VitVariant {
    extras = extras.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(extras));
    if (registers < 0 || representation < 0) {
      throw new InputException("a model of " + registers + " register tokens and a representation of " + representation
          + "; allowed: 0 or more");
    }
    if (extras.contains(VitExtra.NO_CLASS_TOKEN)
        && (pooling == Pooling.TOKEN || pooling == Pooling.TOKEN_AND_PATCH_MEAN)) {
      throw new InputException("a model without class token whose head reads the class token; allowed: a mean of tokens");
    }
  }

  public boolean has(VitExtra extra) {
    return extras.contains(extra);
  }

  /** What hardware for the plain ViT does not compute, in words; the activation is a table's content and no difference. */
  public List<String> beyondPlain() {
    List<String> parts = new ArrayList<>();
    if (registers > 0) {
      parts.add(registers + " register tokens");
    }
    for (VitExtra extra : VitExtra.values()) {
      if (has(extra)) {
        parts.add(extra.meaning());
      }
    }
    if (pooling != Pooling.TOKEN) {
      parts.add("a head on " + pooling.meaning());
    }
    if (representation > 0) {
      parts.add("a representation layer with tanh before the head (pre_logits)");
    }
    return parts;
  }
}
