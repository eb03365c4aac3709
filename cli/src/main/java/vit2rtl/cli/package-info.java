/**
 * The command {@code vit2rtl}: what it is made of, errors as sentences and exit codes, and the small commands about the
 * installation itself. What commands do is in the modules below; here is what they read and print.
 */
package vit2rtl.cli;
