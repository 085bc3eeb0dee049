"""What the topics of the shipped questions are called in English, for the rule as English readers meet it."""

TOPICS_EN = {
    "标准化": "standardization",
    "标准化法": "Standardization Law",
    "标准编写": "drafting standards",
    "标准基础": "basics of standards",
    "上海市标准化条例": "Shanghai Regulations on Standardization",
    "世界标准日": "World Standards Day",
    "世界认可日": "World Accreditation Day",
    "认证认可": "certification and accreditation",
    "检验检测": "inspection and testing",
    "计量": "metrology",
    "产品质量": "product quality",
    "食品安全": "food safety",
    "消费者权益": "consumers' rights",
    "个人信息保护": "protection of personal information",
    "网络安全": "cybersecurity",
    "有奖活动规则": "rules of prize promotions",
    "无障碍": "accessibility",
    "法治宣传": "public legal education",
    "科学普及": "popular science",
    "法律常识": "general legal knowledge",
}
