/** What commands are given: options and parameters that several of them share, read and checked. */
package vit2rtl.cli.arguments;
