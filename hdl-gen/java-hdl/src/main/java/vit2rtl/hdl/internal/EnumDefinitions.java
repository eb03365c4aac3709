package vit2rtl.hdl.internal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import spinal.core.SpinalEnum;
import spinal.core.SpinalEnumEncoding;
import spinal.core.binarySequential$;
import vit2rtl.hdl.error.NameException;

/**
 * The enums of one elaboration as SpinalHDL knows them: one definition for each Java enum in each of its encodings, named
 * after the enum; SpinalHDL's text gives the constants of one definition in two encodings the same names. The encoding
 * that a design declares first has the plain name, the next ones say theirs.
 */
public final class EnumDefinitions {
  // Keeps the definition apart from a signal of the enum's name, which is what a user will call it.
  private static final String SUFFIX = "_t";

  /** What has a definition of its own. */
  private record Key(Class<?> constants, SpinalEnumEncoding encoding) {}

  private final Map<Key, SpinalEnum> definitions = new LinkedHashMap<>();
  private final Map<String, Class<?>> names = new HashMap<>();

  private EnumDefinitions() {}

  public static EnumDefinitions of(Elaboration elaboration) {
    return elaboration.part(EnumDefinitions.class, EnumDefinitions::new);
  }

  /**
   * An enum in an encoding.
   *
   * @param form what the encoding is called in names
   */
  public SpinalEnum definition(Class<?> constants, SpinalEnumEncoding encoding, String form) {
    // Not computeIfAbsent: what is defined looks for the others.
    Key key = new Key(constants, encoding);
    if (!definitions.containsKey(key)) {
      definitions.put(key, define(constants, form));
    }
    return definitions.get(key);
  }

  /** Whether the text has a type of this name, in any case. */
  public boolean isType(String name) {
    return types().anyMatch(name::equalsIgnoreCase);
  }

  /** The names of the types in the text. */
  public Stream<String> types() {
    return definitions.values().stream().map(SpinalEnum::getName);
  }

  /** The names that stand for the constants in Verilog. */
  public Stream<String> constants() {
    return definitions.values().stream().flatMap(definition -> IntStream.range(0, definition.elements().size())
        .mapToObj(i -> definition.getName() + "_" + definition.elements().apply(i).getName()));
  }

  private SpinalEnum define(Class<?> constants, String form) {
    boolean first = definitions.keySet().stream().noneMatch(key -> key.constants() == constants);
    String name = constants.getSimpleName() + (first ? "" : "_" + form);
    Names.check("enum", name + SUFFIX);
    if (names.putIfAbsent(name.toLowerCase(Locale.ROOT), constants) != null) {
      throw new NameException("enum", "the name '" + name + "' is that of two enums in this design",
          "rename one of them");
    }
    SpinalEnum definition = new SpinalEnum(binarySequential$.MODULE$);
    definition.setName(name + SUFFIX);
    for (Object constant : constants.getEnumConstants()) {
      definition.newElement(literal(name, ((Enum<?>) constant).name()));
    }
    return definition;
  }

  /** VHDL lists the constants alone, so words of the languages get a suffix. */
  private static String literal(String definition, String constant) {
    Names.check("constant of " + definition, definition + "_" + constant);
    return Names.isReserved(constant) ? constant + "_value" : constant;
  }
}
