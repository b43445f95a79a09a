"""The words and figures of Fennby's data sheets; `make_sample_sheets.py` draws them."""
