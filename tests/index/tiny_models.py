"""Small sentence-transformers models with random weights, of the kinds that differ in what they want and give."""

from pathlib import Path
from string import ascii_letters, digits, punctuation
from typing import Any


def tiny_model(
    folder: Path,
    kind: str = "bert",
    *,
    pooling: str = "mean",
    dense: int | None = None,
    prompts: dict[str, str] | None = None,
    max_length: int = 32,
    lower: bool = False,
) -> Path:
    """Save one into the folder; `dense` adds a layer to that many numbers, and one that scales to unit length."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Dense, Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    torch.manual_seed(7)
    _save_transformer(folder / "parts", kind)
    transformer = Transformer(str(folder / "parts"), max_seq_length=max_length, do_lower_case=lower)
    modules: list[Any] = [transformer, Pooling(transformer.get_embedding_dimension(), pooling)]
    if dense:
        modules += [Dense(modules[-1].get_embedding_dimension(), dense), Normalize()]
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(
        str(folder / "whole"), create_model_card=False
    )
    return folder / "whole"


def _save_transformer(folder: Path, kind: str) -> None:
    from transformers import AutoConfig, AutoModel

    sizes = {
        "bert": {
            "hidden_size": 32,
            "num_hidden_layers": 2,
            "num_attention_heads": 2,
            "intermediate_size": 64,
        },
        "qwen3": {
            "hidden_size": 32,
            "num_hidden_layers": 2,
            "num_attention_heads": 2,
            "num_key_value_heads": 2,
            "head_dim": 16,
            "intermediate_size": 64,
        },
        "distilbert": {"dim": 32, "n_layers": 2, "n_heads": 2, "hidden_dim": 64},
    }
    words = _vocabulary()
    config = AutoConfig.for_model(
        kind,
        vocab_size=len(words),
        max_position_embeddings=600,
        initializer_range=0.5,  # so that different texts get different vectors
        pad_token_id=words.index("[PAD]"),
        **sizes.get(kind, sizes["bert"]),
    )
    make: Any = AutoModel.from_config  # transformers has no types here
    make(config).eval().save_pretrained(folder)
    _tokenizer(words, kind).save_pretrained(folder)


def _vocabulary() -> list[str]:
    signs = sorted({*ascii_letters, *digits, *punctuation})
    return ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *signs, *(f"##{sign}" for sign in signs)]


def _tokenizer(words: list[str], kind: str) -> Any:
    """Word pieces of one letter each, told apart by case; with fixed filling inside, as published ones have."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.pre_tokenizers import BertPreTokenizer
    from tokenizers.processors import TemplateProcessing
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(WordPiece({word: number for number, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.enable_padding(length=24)
    names = ["input_ids", "attention_mask"] + (["token_type_ids"] if kind == "bert" else [])
    make: Any = PreTrainedTokenizerFast  # transformers has no types here
    return make(
        padding_side="left" if kind == "qwen3" else "right",
        tokenizer_object=tokenizer,
        model_input_names=names,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
    )
