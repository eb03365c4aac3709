/** What layers speak in: code formats and integer ranges; and the one sentence a user gets for bad input. */
package vit2rtl.golden;
