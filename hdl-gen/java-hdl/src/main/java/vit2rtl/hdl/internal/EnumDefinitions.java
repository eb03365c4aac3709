package vit2rtl.hdl.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import spinal.core.SpinalEnum;
import spinal.core.SpinalEnumCraft;
import spinal.core.SpinalEnumElement;
import spinal.core.SpinalEnumEncoding;
import spinal.core.binarySequential$;
import vit2rtl.hdl.error.NameException;

/** The enums of one elaboration as SpinalHDL knows them: one definition per Java enum, named after it. */
public final class EnumDefinitions {
  // Keeps the definition apart from a signal of the enum's name, which is what a user will call it.
  private static final String SUFFIX = "_t";

  private final Map<Class<?>, SpinalEnum> definitions = new HashMap<>();
  private final Map<String, Class<?>> names = new HashMap<>();

  private EnumDefinitions() {}

  public static EnumDefinitions of(Elaboration elaboration) {
    return elaboration.part(EnumDefinitions.class, EnumDefinitions::new);
  }

  /** A new signal of an enum. */
  public SpinalEnumCraft<SpinalEnum> craft(Class<?> constants, SpinalEnumEncoding encoding) {
    return of(constants).craft(encoding);
  }

  /** A constant. */
  public SpinalEnumElement<SpinalEnum> element(Class<?> constants, Enum<?> constant) {
    return of(constants).elements().apply(constant.ordinal());
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

  private SpinalEnum of(Class<?> constants) {
    SpinalEnum known = definitions.get(constants);
    if (known != null) {
      return known;
    }
    String name = constants.getSimpleName();
    Names.check("enum", name + SUFFIX);
    if (names.putIfAbsent(name.toLowerCase(java.util.Locale.ROOT), constants) != null) {
      throw new NameException("enum", "the name '" + name + "' is that of two enums in this design",
          "rename one of them");
    }
    SpinalEnum definition = new SpinalEnum(binarySequential$.MODULE$);
    definition.setName(name + SUFFIX);
    for (Object constant : constants.getEnumConstants()) {
      definition.newElement(literal(name, ((Enum<?>) constant).name()));
    }
    definitions.put(constants, definition);
    return definition;
  }

  /** VHDL lists the constants alone, so words of the languages get a suffix. */
  private static String literal(String definition, String constant) {
    Names.check("constant of " + definition, definition + "_" + constant);
    return Names.isReserved(constant) ? constant + "_value" : constant;
  }
}
