/** The command that puts shards of other commands' work together. */
package vit2rtl.cli.fleet;
