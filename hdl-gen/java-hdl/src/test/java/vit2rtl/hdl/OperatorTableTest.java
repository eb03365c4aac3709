package vit2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.EnumSignal;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Rounding;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;
import vit2rtl.hdl.type.Vec;

/** docs/operators.md has every operator of every kind of signal, and for the operands it names the result it states. */
class OperatorTableTest {
  private static final Path PAGE = Path.of(System.getProperty("vit2rtl.root"), "docs/operators.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (?:.*) \\| ([^|]+) \\|$");
  /** What a signal has besides operators. */
  private static final Set<String> OTHERS = Set.of("type", "spinal", "name", "width", "range", "min()", "max()", "size",
      "elements", "set", "setBits", "isVariable", "isNamed");

  enum Light { RED, GREEN, AMBER }

  /** The operands that the page names, and what every operator makes of them. */
  static final class Operands extends Component {
    private final Map<String, Map<String, String>> results = new TreeMap<>();
    private final UInt u = in("u", UInt.range(0, 9));
    private final UInt v = in("v", UInt.range(2, 5));
    private final SInt s = in("s", SInt.range(-3, 4));
    private final SInt t = in("t", SInt.range(-7, 6));
    private final Bits b = in("b", Bits.bits(6));
    private final Bits c = in("c", Bits.bits(6));
    private final Bool p = in("p", Bool.bool());
    private final EnumSignal<Light> e = in("e", EnumSignal.type(Light.class));
    private final Vec<UInt> x = in("x", Vec.type(3, UInt.range(0, 9)));

    @Override
    protected void build() {
      // Claims of narrow are checked at a clock's edges.
      next("clocked", p, 0);
      for (Signal signal : List.of(u, t, b, p, e, x)) {
        Map<String, String> table = results.computeIfAbsent(signal.getClass().getSimpleName(), k -> new TreeMap<>());
        for (Method method : signal.getClass().getMethods()) {
          String text = signature(method);
          if (isOperator(method, text)) {
            table.put(text, result(signal, method));
          }
        }
      }
    }

    private String result(Signal signal, Method method) {
      List<Object> arguments = new ArrayList<>();
      int number = 0;
      for (Class<?> type : method.getParameterTypes()) {
        arguments.add(argument(method.getName(), type, number++));
      }
      try {
        return described(method.invoke(signal, arguments.toArray()));
      } catch (ReflectiveOperationException problem) {
        return problem.getCause() instanceof RangeException ? "refused" : problem.toString();
      }
    }

    private Object argument(String operator, Class<?> type, int number) {
      if (type == long.class) {
        return operator.startsWith("saturate") || operator.equals("narrow") ? (long) (number == 0 ? 1 : 6) : 3L;
      }
      if (type == int.class) {
        return operator.equals("slice") ? 2 - number : 2;
      }
      Map<Class<?>, Object> operands = Map.of(UInt.class, v, SInt.class, s, Int.class, s, Bits.class, c, Bool.class, p,
          Signal.class, number == 0 ? u : v, EnumSignal.class, e, UIntType.class, UInt.range(1, 6), Rounding.class,
          Rounding.HALF_UP, Enum.class, Light.GREEN);
      return operands.get(type);
    }

    private static String described(Object result) {
      String type = result.getClass().getSimpleName();
      return result instanceof Int number ? type + " " + number.range().min() + "…" + number.range().max()
          : result instanceof Bits bits ? type + " of " + bits.width() : type;
    }
  }

  private static boolean isOperator(Method method, String text) {
    return !Modifier.isStatic(method.getModifiers()) && !method.isBridge() && method.getDeclaringClass() != Object.class
        && !OTHERS.contains(text) && !OTHERS.contains(method.getName());
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.stream(method.getGenericParameterTypes()).map(type ->
        type instanceof ParameterizedType generic ? generic.getRawType() : type)
        .map(type -> type.getTypeName().replaceAll(".*\\.", "")).collect(Collectors.joining(", ", "(", ")"));
  }

  private static Map<String, String> stated(String kind) throws IOException {
    String page = Files.readString(PAGE);
    String section = page.substring(page.indexOf("\n## `" + kind + "`"));
    int end = section.indexOf("\n## ", 1);
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(end < 0 ? section : section.substring(0, end));
    while (row.find()) {
      assertEquals(null, rows.put(row.group(1), row.group(2)), kind + " has " + row.group(1) + " twice");
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"UInt", "SInt", "Bits", "Bool", "EnumSignal", "Vec"})
  void thePageIsComplete(String kind) throws IOException {
    Map<String, String> results = Hdl.design(Operands::new).top().results.get(kind);
    assertEquals(lines(results), lines(stated(kind)));
  }

  private static String lines(Map<String, String> rows) {
    return rows.entrySet().stream().map(row -> row.getKey() + " gives " + row.getValue())
        .collect(Collectors.joining("\n"));
  }
}
