/** Integer exponential and Log-Int-Softmax: the definitions that hardware is compared with. */
package vit2rtl.golden.softmax;
