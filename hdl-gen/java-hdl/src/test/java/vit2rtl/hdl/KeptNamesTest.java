package vit2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/** Instances, signals and modules have the names they were given, whatever else is called so. */
class KeptNamesTest {

  /** Adds a constant, so that links with different ones have different texts. */
  static final class Link extends Component {
    final UInt a = in(UInt.bits(8));
    final UInt y = out(UInt.bits(8));
    private final int step;

    Link(String module, int step) {
      super(module);
      this.step = step;
    }

    @Override
    protected void build() {
      y.set(a.add(UInt.lit(step)).truncate(8));
    }
  }

  /** Links one behind the other. */
  static final class Chain extends Component {
    final UInt a = in(UInt.bits(8));
    final UInt y = out(UInt.bits(8));
    private final List<Supplier<Link>> links;
    private final List<String> names;

    Chain(String module, List<String> names, List<Supplier<Link>> links) {
      super(module);
      this.names = names;
      this.links = links;
    }

    @Override
    protected void build() {
      UInt value = a;
      for (int i = 0; i < links.size(); i++) {
        Link link = instance(names.get(i), links.get(i));
        link.a.set(value);
        value = link.y;
      }
      y.set(value);
    }
  }

  private static Supplier<Link> link(String module, int step) {
    return () -> new Link(module, step);
  }

  private static Chain chain(List<String> names, List<Supplier<Link>> links) {
    return new Chain("Chain", names, links);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void instancesCalledLikeModules(Language language) {
    List<String> names = Stream.iterate(0, i -> i + 1).limit(40).map(i -> i == 0 ? "link" : "link_" + i).toList();
    List<Supplier<Link>> links = Stream.iterate(0, i -> i + 1).limit(40).map(i -> link("Link", i + 1)).toList();
    assertEquals(names, instances(Hdl.elaborate(() -> chain(names, links), language)));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void instancesInTheSameCaseAsModules(Language language) {
    List<String> names = List.of("lane", "Chain", "other");
    RtlDesign design = Hdl.elaborate(
        () -> chain(names, List.of(link("lane", 1), link("lane", 2), link("Chain_1", 3))), language);
    assertEquals(names, instances(design));
    assertEquals(List.of("Chain", "Chain_1", "lane", "lane_1"), modules(design), design.text());
  }

  static final class Wires extends Component {
    final UInt wires = in(UInt.bits(2));
    final UInt Link = out(UInt.bits(2));

    @Override
    protected void build() {
      Mem<UInt> chain = mem("chain", UInt.bits(2), 4);
      chain.write(wires, wires, Bool.lit(true));
      Link.set(name("link_1", chain.readAsync(wires)));
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void signalsAndMemoriesCalledLikeModules(Language language) {
    RtlDesign design = Hdl.elaborate(Wires::new, language);
    assertEquals(List.of("Wires"), modules(design));
    assertEquals(List.of("wires", "Link"), design.ports().stream().map(Port::name).toList());
    Stream.of("wires", "Link", "chain", "link_1").forEach(name ->
        assertTrue(Pattern.compile("\\b" + name + "\\b").matcher(design.text()).find(), name));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void modulesOfEqualTextAndDifferentNames(Language language) {
    RtlDesign design = Hdl.elaborate(() -> chain(List.of("p", "q", "r"),
        List.of(link("Left", 1), link("Right", 1), link("Left", 1))), language);
    assertEquals(List.of("Chain", "Left", "Right"), modules(design));
    assertFalse(design.text().contains("vit2rtl_module"), design.text());
  }

  @Test
  void variantsBesideAModuleThatIsCalledLikeOne() {
    RtlDesign design = Hdl.elaborate(() -> chain(List.of("p", "q", "r"),
        List.of(link("Link", 1), link("Link", 2), link("Link_1", 3))));
    assertEquals(List.of("Chain", "Link", "Link_1", "Link_2"), modules(design));
    assertTrue(Pattern.compile("(?m)^  Link_1 r \\($").matcher(design.text()).find(), design.text());
  }

  static final class Deep extends Component {
    final UInt a = in(UInt.bits(8));
    final UInt y = out(UInt.bits(8));

    @Override
    protected void build() {
      Link direct = instance("direct", link("Link", 1));
      direct.a.set(a);
      Chain shallow = instance("shallow", () -> new Chain("Shallow", List.of("first"), List.of(link("Link", 1))));
      shallow.a.set(direct.y);
      y.set(shallow.y);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void oneModuleAtDifferentDepths(Language language) {
    assertEquals(List.of("Deep", "Link", "Shallow"), modules(Hdl.elaborate(Deep::new, language)));
  }

  /** A tree of adders: a top with smaller ones of its own kind inside. */
  static final class Tree extends Component {
    final Vec<UInt> leaves;
    final UInt sum;
    private final int size;

    Tree(int size) {
      this.size = size;
      this.leaves = in("leaves", Vec.type(size, UInt.bits(4)));
      this.sum = out("sum", UInt.range(0, 15 * size));
    }

    @Override
    protected void build() {
      if (size == 1) {
        sum.set(leaves.get(0));
        return;
      }
      UInt total = UInt.lit(0);
      for (int half = 0; half < 2; half++) {
        Tree tree = instance("tree_" + half, () -> new Tree(size / 2));
        for (int i = 0; i < size / 2; i++) {
          tree.leaves.get(i).set(leaves.get(half * (size / 2) + i));
        }
        total = total.add(tree.sum);
      }
      sum.set(total);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void modulesInsideTheirOwnKind(Language language) {
    RtlDesign design = Hdl.elaborate(() -> new Tree(4), language);
    assertEquals("Tree", design.topName());
    assertTrue(design.text().contains("leaves_3"), design.text());
    assertEquals(3, modules(design).size(), design.text());
    assertTrue(instances(design).stream().allMatch(name -> name.matches("tree_[01]")), design.text());
  }

  @Test
  void modulesThatDifferInCaseOnly() {
    NameException e = assertThrows(NameException.class,
        () -> Hdl.elaborate(() -> chain(List.of("p", "q"), List.of(link("Link", 1), link("LINK", 2)))));
    assertTrue(e.getMessage().endsWith("in Chain/q: module LINK: another module is called Link; choose a name that differs"
        + " by more than case"), e.getMessage());
  }

  enum Colour { RED, GREEN }

  static final class Coloured extends Component {
    final UInt y = out(UInt.bits(1));

    Coloured() {
      super("COLOUR_t");
    }

    @Override
    protected void build() {
      StateMachine<Colour> states = states("colour", Colour.class, Colour.RED);
      when(states.is(Colour.RED), () -> states.go(Colour.GREEN));
      y.set(states.is(Colour.GREEN).asUInt());
    }
  }

  @Test
  void modulesCalledLikeEnums() {
    NameException e = assertThrows(NameException.class, () -> Hdl.elaborate(Coloured::new));
    assertTrue(e.getMessage().endsWith("in COLOUR_t: module COLOUR_t: the type of an enum is written so in the text, in this"
        + " or another case; rename one of them"), e.getMessage());
  }

  /** In the order of the alphabet: the languages have them in opposite orders. */
  private static List<String> modules(RtlDesign design) {
    return found("(?m)^(?:module|entity) (\\w+)", design.text()).stream().sorted().toList();
  }

  private static List<String> instances(RtlDesign design) {
    return found(design.language() == Language.VHDL ? "(?m)^ +(\\w+) : entity work" : "(?m)^  \\w+ (\\w+) \\($",
        design.text());
  }

  private static List<String> found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.results().map(result -> result.group(1)).toList();
  }
}
