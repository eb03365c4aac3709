package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.bench.prove.graph.Abc;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Question;

/**
 * Conditions of a model that never hold: certain numbers in small registers ({@link Guards}), and a bit of any register
 * beside a flag that the reset clears. Those that hold neither at the start nor in random runs are looked at; every step
 * from a state in which none holds to one in which one does takes that one away, until there is no such step.
 */
final class Never {
  private static final int ROUNDS = 300;
  /** Of 64 trials each around a step that brings one about: they are quicker than searches. */
  private static final int DRAWS = 8;

  private final Model model;
  private final Aig aig;
  private final List<Integer> assumed;
  private final Abc abc;
  private final Random random = new Random(1);
  private List<Guards.Guard> left = new ArrayList<>();

  private Never(Model model, List<Integer> brokenAssumptions, Abc abc) {
    this.model = model;
    this.aig = model.aig();
    this.assumed = brokenAssumptions;
    this.abc = abc;
  }

  /** What never holds; empty where no set was found that keeps itself. */
  static List<Guards.Guard> of(Model model, List<Integer> brokenAssumptions, Abc abc) {
    return new Never(model, brokenAssumptions, abc).find();
  }

  /** High where one of them holds. */
  static int some(Aig aig, List<Guards.Guard> guards) {
    int some = Aig.FALSE;
    for (Guards.Guard guard : guards) {
      some = aig.or(some, guard.now());
    }
    return some;
  }

  private List<Guards.Guard> find() {
    List<Guards.Guard> numbers = numbers();
    List<int[]> beside = beside();
    new RandomRuns(model, assumed).run(lanes -> {
      numbers.removeIf(number -> lanes.value(number.now()) != 0);
      beside.removeIf(bits -> (lanes.value(bits[0]) & lanes.value(bits[1])) != 0);
    });
    left.addAll(numbers);
    beside.forEach(bits -> left.add(new Guards.Guard(aig.and(bits[0], bits[1]), aig.and(aig.next(bits[0]), aig.next(bits[1])))));
    if (kept()) {
      return left;
    }
    left = new ArrayList<>(numbers);
    return kept() ? left : List.of();
  }

  /** Numbers that registers do not begin with. */
  private List<Guards.Guard> numbers() {
    List<Guards.Guard> all = Guards.of(model);
    Aig.Start[] known = new Aig.Start[aig.size()];
    model.registers().forEach(net -> known[model.literal(net) >> 1] = aig.start(model.literal(net) >> 1));
    aig.follow(known);
    all.removeIf(guard -> Aig.value(known, guard.now()) != Aig.Start.ZERO);
    return all;
  }

  private List<int[]> beside() {
    List<int[]> beside = new ArrayList<>();
    for (int flag : model.registers()) {
      if (aig.start(model.literal(flag) >> 1) == Aig.Start.ZERO) {
        for (int bit : model.registers()) {
          if (bit != flag) {
            beside.add(new int[] {model.literal(flag), model.literal(bit)});
            beside.add(new int[] {model.literal(flag), Aig.not(model.literal(bit))});
          }
        }
      }
    }
    return beside;
  }

  /** Takes away what steps bring about; whether that comes to an end. */
  private boolean kept() {
    for (int round = 0; round < ROUNDS; round++) {
      int now = some(aig, left);
      int next = Aig.FALSE;
      int broken = now;
      for (int each : assumed) {
        broken = aig.or(broken, each);
      }
      for (Guards.Guard guard : left) {
        next = aig.or(next, guard.next());
      }
      int step = aig.and(next, Aig.not(broken));
      Map<Integer, Boolean> found = new HashMap<>();
      Abc.Answer answer = step == Aig.FALSE ? Abc.Answer.NEVER : abc.now(new Question(aig, List.of(step)), step, found);
      if (answer != Abc.Answer.HIGH) {
        return answer == Abc.Answer.NEVER;
      }
      List<Integer> literals = new ArrayList<>(List.of(broken));
      left.forEach(guard -> literals.add(guard.next()));
      Question question = new Question(aig, literals);
      for (int draw = 0; draw < DRAWS; draw++) {
        question.near(found, random);
        long may = ~question.value(broken);
        left.removeIf(guard -> (question.value(guard.next()) & may) != 0);
      }
    }
    return false;
  }
}
