/**
 * Work on Apache Spark: an engine of this JVM, or a cluster. The command line finds it on the class path where it was
 * asked for with {@code --master}; nothing else knows of it.
 */
package vit2rtl.scale;
