/**
 * The command {@code vit2rtl}: one class per command, options, tables, reports and exit codes. What commands do is in the
 * modules below; here it meets a terminal.
 */
package vit2rtl.cli;
