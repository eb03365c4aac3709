/**
 * Commands about one unit: text, bench, files of tensors, parts, IPs. Their subcommand {@code network} is one of the
 * network's package.
 */
package vit2rtl.cli.unit;
