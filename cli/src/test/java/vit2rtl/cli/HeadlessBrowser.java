package vit2rtl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chromium without a window, driven by its DevTools protocol. */
final class HeadlessBrowser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LISTENING = "DevTools listening on ";
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private String session;
  private int count;

  /** The program, where there is one. */
  static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(":")).flatMap(folder -> Stream.of("chromium", "chromium-browser",
        "google-chrome").map(Path.of(folder)::resolve)).filter(Files::isExecutable).findFirst();
  }

  /**
   * Starts it.
   *
   * @param folder for its profile
   */
  HeadlessBrowser(Path program, Path folder) throws IOException {
    process = new ProcessBuilder(program.toString(), "--headless=new", "--no-sandbox", "--disable-gpu",
        "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-port=0", "--user-data-dir=" + folder,
        "about:blank").redirectErrorStream(true).start();
    BufferedReader said = process.inputReader();
    String line = said.readLine();
    while (line != null && !line.startsWith(LISTENING)) {
      line = said.readLine();
    }
    if (line == null) {
      throw new IOException(program + " ended before it listened");
    }
    Thread reader = new Thread(() -> said.lines().forEach(ignored -> { }), "browser's words");
    reader.setDaemon(true);
    reader.start();
    socket = HttpClient.newHttpClient().newWebSocketBuilder()
        .buildAsync(URI.create(line.substring(LISTENING.length())), new Receiver()).join();
    String target = call("Target.createTarget", JSON.createObjectNode().put("url", "about:blank"))
        .get("targetId").asText();
    session = call("Target.attachToTarget", JSON.createObjectNode().put("targetId", target).put("flatten", true))
        .get("sessionId").asText();
    for (String domain : List.of("Page", "Runtime", "Log")) {
      call(domain + ".enable", JSON.createObjectNode());
    }
  }

  /** Shows a page in a window of this width. */
  void show(Path page, int width) {
    call("Emulation.setDeviceMetricsOverride", JSON.createObjectNode().put("width", width).put("height", 900)
        .put("deviceScaleFactor", 1).put("mobile", false));
    call("Page.navigate", JSON.createObjectNode().put("url", page.toUri().toString()));
    await("Page.loadEventFired");
  }

  /** The value of an expression on the page. */
  JsonNode evaluate(String expression) {
    JsonNode answer = call("Runtime.evaluate",
        JSON.createObjectNode().put("expression", expression).put("returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(answer.get("exceptionDetails").toString());
    }
    return answer.get("result").get("value");
  }

  /** What went to the console as an error so far. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  private JsonNode call(String method, ObjectNode parameters) {
    int id = ++count;
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", parameters);
    if (session != null) {
      message.put("sessionId", session);
    }
    socket.sendText(message.toString(), true).join();
    JsonNode answer = next();
    while (answer.path("id").asInt() != id) {
      answer = next();
    }
    if (answer.has("error")) {
      throw new IllegalStateException(method + ": " + answer.get("error"));
    }
    return answer.get("result");
  }

  private void await(String event) {
    while (!next().path("method").asText().equals(event)) {
      // Others come before it.
    }
  }

  private JsonNode next() {
    try {
      JsonNode message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new IllegalStateException("the browser is silent");
      }
      note(message);
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void note(JsonNode message) {
    JsonNode what = message.path("params");
    boolean error = switch (message.path("method").asText()) {
      case "Runtime.exceptionThrown" -> true;
      case "Runtime.consoleAPICalled" -> what.path("type").asText().matches("error|assert");
      case "Log.entryAdded" -> what.path("entry").path("level").asText().equals("error");
      default -> false;
    };
    if (error) {
      errors.add(what.toString());
    }
  }

  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          messages.add(JSON.readTree(text.toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  /** Ends it with all that it started: by asking, so that it clears its temporary files, then by force. */
  @Override
  public void close() {
    List<ProcessHandle> started = process.descendants().toList();
    socket.sendText("{\"id\": 0, \"method\": \"Browser.close\"}", true).join();
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    socket.abort();
    started.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
