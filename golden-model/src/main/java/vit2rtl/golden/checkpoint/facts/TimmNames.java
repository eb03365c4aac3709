package vit2rtl.golden.checkpoint.facts;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import vit2rtl.golden.InputException;

/** What timm's names of models say: activation, ε, heads, pooling; and which of them are not plain ViTs. */
public record TimmNames(String file, Stated<String> stated) {
  /** Widths at which timm's models do not have heads of 64; guessing would be silently wrong. */
  private static final Set<Integer> SIXTEEN_HEADS = Set.of(1152, 1280, 1408, 1536, 1664);
  private static final List<String> OTHERS = List.of("_rpn", "relpos", "postnorm", "_parallel", "_xp", "rope", "beit");
  private static final String SAYS = "timm's name ";

  private String name() {
    return stated.value().toLowerCase(Locale.ROOT);
  }

  public void tell(Facts facts) {
    String name = name();
    if (!name.startsWith("vit") && !name.startsWith("deit") && !name.startsWith("flexivit")
        || OTHERS.stream().anyMatch(name::contains)) {
      throw new InputException(file + " states the architecture '" + name
          + "'; allowed: ViT and DeiT with norms before attention and MLP");
    }
    String source = SAYS + name;
    facts.put(Fact.ACTIVATION, activation(name), source);
    facts.put(Fact.EPSILON, name.contains("_clip_") ? 1e-5 : 1e-6, source);
    if (name.contains("_gap")) {
      facts.put(Fact.POOL, "avg", source);
    }
    if (name.equals("vit_base_patch16_gap_224")) {
      facts.put(Fact.HEADS, 16, source);
    }
  }

  private static String activation(String name) {
    boolean tanh = name.contains("siglip") && (name.contains("giantopt") || name.contains("so400m_patch16")
        || name.contains("patch32") || name.contains("large") && name.contains("512"));
    return name.contains("quickgelu") ? "quick_gelu" : tanh ? "gelu_tanh" : "gelu";
  }

  /** Whether heads of 64 elements are a guess that is known to go wrong at a width. */
  public static boolean unusual(int width) {
    return SIXTEEN_HEADS.contains(width);
  }
}
