# Of Surefire's reports: every test that was skipped, and why. Prints "class.method: reason". The reason is an attribute,
# or, of an assumption that failed, the first line of its stack trace.
function attribute(text, name) {
  if (!match(text, " " name "=\"[^\"]*\"")) return ""
  text = substr(text, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
  gsub(/&#10;/, " ", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "'", text)
  gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&amp;/, "\\&", text)
  return text
}
function trace(text) {
  if (!match(text, /<!\[CDATA\[/)) return ""
  text = substr(text, RSTART + RLENGTH)
  sub(/\]\]>.*/, "", text); sub(/^[A-Za-z0-9_.$]+(Exception|Error): /, "", text)
  return text
}
/<testcase / { test = attribute($0, "classname"); name = attribute($0, "name"); if (name != "") test = test "." name }
/<skipped/ {
  reason = attribute($0, "message"); if (reason == "") reason = trace($0)
  sub(/^Assumption failed: /, "", reason)
  print test ": " (reason == "" ? "no reason given" : reason)
}
